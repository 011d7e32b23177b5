/** How much is done. */
export interface Sizes {
  /** Parts of the table that are measured at the same time: more than one where ratios say nothing. */
  partsAtOnce: number;
  users: number;
  /** Of the larger databases: the reach of most rows is said at the largest. */
  more: readonly [some: number, many: number];
  subscribers: number;
  /** Of a comparison. */
  rounds: number;
  /** Of `rounds` commands each. */
  batches: number;
  /** Of 50 commands at once, while passwords are hashed. */
  volleys: number;
  creations: number;
  /** SALT_LENGTH. */
  cost: number;
  /** After how many commands memory is looked at for the first time, and for the second. */
  commands: readonly [first: number, all: number];
  /** How often the service is started. */
  starts: number;
}

/** What `npm run bench` does. */
export const WHOLE: Sizes = {
  partsAtOnce: 1,
  users: 1_000,
  more: [10_000, 100_000],
  subscribers: 1_000_000,
  rounds: 300,
  batches: 10,
  volleys: 5,
  creations: 500,
  cost: 12,
  commands: [1_000, 100_000],
  starts: 3,
};

/** Enough to see that every row is measured; its ratios say nothing. */
export const SHORT: Sizes = {
  partsAtOnce: 4,
  users: 60,
  more: [90, 120],
  subscribers: 2_000,
  rounds: 3,
  batches: 2,
  volleys: 1,
  creations: 5,
  cost: 4,
  commands: [10, 30],
  starts: 1,
};
