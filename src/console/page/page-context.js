import { createContext } from 'preact';

/** The open page, for whatever is drawn in it. */
export const PageContext = createContext(
  /** @type {import('./page.js').Page} */ (/** @type {unknown} */ (null)),
);
