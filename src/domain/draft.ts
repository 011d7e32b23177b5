/** Values of a form as they came back: one string, several, or a check. Never trusted. */
export type RawValues = Readonly<Record<string, string | readonly string[] | boolean | undefined>>;

/** What somebody has typed into a form, less its secrets; it belongs to one chat identity (docs/design.md, section 4). */
export interface Draft {
  id: string;
  form: string;
  values: RawValues;
  replyTo: string | null;
  /** Its form is being run, or was. */
  isTaken: boolean;
}
