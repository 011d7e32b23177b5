import { HexaError } from '#domain/errors.ts';

/** A page as buttons carry it, from 1. Throws `outdated`. */
export function readPage(text: string): number {
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new HexaError('outdated', {});
  return Number(text);
}

/** This page, or the last one where there are fewer; from 1. */
export function pageWithin(page: number, total: number, pageSize: number): number {
  return Math.max(1, Math.min(page, Math.ceil(total / pageSize)));
}

/** One page of a list, or the last one where there are fewer; `list` counts pages from 0. */
export async function findPageWithin<T extends { total: number }>(
  page: number,
  pageSize: number,
  list: (page: number) => Promise<T>,
): Promise<T & { page: number }> {
  const found = await list(page - 1);
  const at = pageWithin(page, found.total, pageSize);
  return { ...(at === page ? found : await list(at - 1)), page: at };
}
