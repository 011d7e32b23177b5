import type { Status } from '#domain/user.ts';

/** In front of a name in lists, where a platform draws no chip of its own; the status is said in words beside it. */
export const STATUS_MARKS: Readonly<Record<Status, string>> = {
  active: '🟢',
  pending: '🟡',
  disabled: '🔴',
  inactive: '⚪',
};
