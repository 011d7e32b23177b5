import { randomUUID } from 'node:crypto';
import type { Input, Invocation } from '#chat/invocation.ts';
import { type Words, wordsFor } from '#words/index.ts';
import type { Arrival } from './adapter.ts';

/** A page is long enough for many rows and fields; a table for more than a message. */
const PAGE_SIZE = 20;
const TABLE_SIZE = 50;
const MAX_FIELDS = 100;

/** What a page sent as an invocation; who it is comes from the window. */
export function invocationOf({ window, request }: Arrival, input: Input): Invocation {
  return {
    id: randomUUID(),
    identity: window.identity,
    served: true,
    locale: window.locale,
    zone: window.zone,
    pageSize: request.type === 'home' ? TABLE_SIZE : PAGE_SIZE,
    maxFields: MAX_FIELDS,
    delivery: `console:${window.id}:${request.id}`,
    replyTo: null,
    input,
  };
}

/** The words in the language of that window. */
export function wordsOf({ window }: Arrival): Words {
  return wordsFor(window.locale);
}
