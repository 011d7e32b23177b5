import { z } from 'zod';
import type { PageRequest } from './protocol.ts';

const id = z.number().int();
const line = z.string().max(4_000);
const value = z.union([line, z.array(z.string().max(500)).max(1_000), z.boolean()]);
const values = z.record(z.string().max(100), value);
const from = z.object({
  tab: z.enum(['chat', 'home']),
  entry: z.string().max(100).nullable(),
  depth: z.number().int().min(0).max(20),
});

const request = z.discriminatedUnion('type', [
  z.object({ type: z.literal('say'), id, text: line, fromLink: z.boolean() }),
  z.object({
    type: z.literal('press'),
    id,
    action: z.string().max(100),
    selected: z.array(z.string().max(500)).max(100),
    values,
    draft: z.string().max(100).nullable(),
    from,
  }),
  z.object({
    type: z.literal('submit'),
    id,
    form: z.string().max(100),
    draft: z.string().max(100),
    values,
    from,
  }),
  z.object({ type: z.literal('search'), id, source: z.enum(['users', 'roles']), text: line }),
  z.object({
    type: z.literal('home'),
    id,
    filter: z.object({ search: line, status: line, role: line, sort: line, page: z.number().int().min(1) }),
  }),
  z.object({ type: z.literal('answer'), id, value }),
  z.object({ type: z.enum(['back', 'cancel']), id }),
]) satisfies z.ZodType<PageRequest>;

/** What a page sent; null for anything that our page would not send. */
export function readRequest(text: string): PageRequest | null {
  try {
    return request.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
