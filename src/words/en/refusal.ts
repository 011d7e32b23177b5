/** What a refusal says: why, and what to do next. */
export interface Refusal {
  title: string;
  text: string;
}
