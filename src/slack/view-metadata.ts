import { decodeAction, encodeAction } from '#chat/action-ref.ts';
import type { ActionRef } from '#chat/screen.ts';

/**
 * The `private_metadata` of our views: the id of the form's draft. A view on top of a form that was shown anew adds how
 * often, as its block ids carry that number (field-ids.ts) and Slack tells nothing of the view below: `<draft>~2`.
 * The Home tab keeps what it shows, and every view that was opened from there keeps it too, so that the tab can be shown
 * anew as it was: `<draft>~2 <action>`.
 */
export interface ViewMetadata {
  draft: string | null;
  /** The revision of the form below. */
  below: number;
  /** What the Home tab shows. */
  home: ActionRef | null;
}

/** At most a few dozen characters, where Slack takes 3,000. */
export function encodeMetadata({ draft, below, home }: ViewMetadata): string {
  const own = below > 1 ? `${draft ?? ''}~${below}` : (draft ?? '');
  return home === null ? own : `${own} ${encodeAction(home)}`;
}

/** What `encodeMetadata` wrote; of anything else as much as can be read. */
export function decodeMetadata(text: string): ViewMetadata {
  const [, draft, below, home] = /^([^~ ]*)(?:~(\d+))?(?: (.*))?$/.exec(text) ?? [];
  return { draft: draft || null, below: Number(below ?? 1), home: decodeAction(home ?? '') };
}
