/**
 * The `private_metadata` of our views: the id of the form's draft, and nothing else. A view on top of a form
 * that was shown anew adds how often, as its block ids carry that number (field-ids.ts) and Slack tells
 * nothing of the view below: `<draft>~2`.
 */
export interface ViewMetadata {
  draft: string | null;
  /** The revision of the form below. */
  below: number;
}

export function encodeMetadata({ draft, below }: ViewMetadata): string {
  return below > 1 ? `${draft ?? ''}~${below}` : (draft ?? '');
}

export function decodeMetadata(text: string): ViewMetadata {
  const [, draft, below] = /^([^~]*)(?:~(\d+))?$/.exec(text) ?? [];
  return { draft: draft || null, below: Number(below ?? 1) };
}
