/** What `hexa doctor` found out about one thing. */
export interface Finding {
  /** `off` is a choice; `fix` comes with its cure. */
  state: 'ok' | 'off' | 'fix';
  name: string;
  text: string;
}

/** Nothing to do. */
export const ok = (name: string, text: string): Finding => ({ state: 'ok', name, text });
/** Not configured, and nothing is wrong with that. */
export const off = (name: string, text: string): Finding => ({ state: 'off', name, text });
/** Wrong; the text says what to do. `hexa doctor` ends with an error. */
export const fix = (name: string, text: string): Finding => ({ state: 'fix', name, text });
