import type { Step } from '../answer.ts';
import type { Arrival } from './adapter.ts';

export type Show = (step: Step) => Promise<void>;
/** Does what a page asked for, and shows what comes of it step by step. */
export type Handle = (arrival: Arrival, show: Show) => Promise<void>;
