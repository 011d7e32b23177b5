import { LRUCache } from 'lru-cache';
import { identityKey } from '#domain/chat-identity.ts';
import type { Standing } from '#domain/standing.ts';
import { type Words, wordsFor } from '#words/index.ts';
import type { Invocation } from './invocation.ts';

const MOST = 10_000;

/** In which language somebody is spoken to: that of their platform, else that of their user, else English. */
export function wordsOfStanding({ locale }: Pick<Invocation, 'locale'>, standing: Standing | null): Words {
  return wordsFor(locale, standing?.profile?.locale ?? null, standing?.actor?.language ?? null);
}

/** In which language to speak to somebody whom nobody has loaded. */
export interface Languages {
  remember(standing: Standing): void;
  /** Asks no database: for what is said before or without loading the person. */
  wordsOf(invocation: Pick<Invocation, 'identity' | 'locale'>): Words;
}

/** Remembers how people were spoken to last, in this process. */
export function createLanguages(): Languages {
  const last = new LRUCache<string, Words>({ max: MOST });
  return {
    remember(standing) {
      last.set(identityKey(standing.identity), wordsOfStanding({ locale: null }, standing));
    },
    wordsOf: ({ identity, locale }) => wordsFor(locale, last.get(identityKey(identity))?.language ?? null),
  };
}
