/** What `hexa doctor` found out about one thing. */
export interface Finding {
  /** `off` is a choice; `fix` comes with its cure. */
  state: 'ok' | 'off' | 'fix';
  name: string;
  text: string;
}

export const ok = (name: string, text: string): Finding => ({ state: 'ok', name, text });
export const off = (name: string, text: string): Finding => ({ state: 'off', name, text });
export const fix = (name: string, text: string): Finding => ({ state: 'fix', name, text });
