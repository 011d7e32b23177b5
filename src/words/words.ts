import type { en } from './en/index.ts';

/** Every sentence of the product in one language; English is the shape that the others follow. */
export type Words = typeof en;
