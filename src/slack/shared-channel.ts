/** Of a channel, as conversations.info has it. */
export interface SharedFlags {
  is_ext_shared?: boolean;
  is_pending_ext_shared?: boolean;
}

/**
 * Whether a channel is seen by our own people only (docs/design.md, section 9): what Slack does not say counts as shared.
 * `is_org_shared` is our own grid, and an invitation to others that is still open counts (docs.slack.dev, "Conversation
 * object").
 */
export function isOnlyOurs({ is_ext_shared, is_pending_ext_shared }: SharedFlags): boolean {
  return is_ext_shared === false && is_pending_ext_shared !== true;
}
