import type { EntityManager } from '#database/connection.ts';

declare const underItsLocks: unique symbol;

/**
 * The transaction of a change, under its locks. Only write.ts makes one, and nothing is written down without one
 * (`recordChange`): a change that went another way would not compile.
 */
export type Writing = EntityManager & { readonly [underItsLocks]: true };
