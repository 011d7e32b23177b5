/**
 * In the order in which they are applied; stored in chatops.migrations, so they never change. Apart from what they do,
 * which a start with nothing to apply need not load.
 */
export const MIGRATION_NAMES = [
  '001-chatops',
  '002-hexabot-tables',
  '003-licence',
  '004-attached',
  '005-links-and-requests',
  '006-demo',
  '007-code-order',
  '008-passkeys',
  '009-time-zones',
] as const;
