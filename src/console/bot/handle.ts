import type { Arrival } from './adapter.ts';

/** Does what a page asked for, and shows what comes of it. */
export type Handle = (arrival: Arrival) => Promise<void>;
