/** What came back. */
export interface Seen {
  /** Null where the connection was closed without an answer. */
  status: number | null;
  text: string;
}
