/**
 * Where an owner of a guild invites the app (docs.discord.com, "OAuth2"): scopes `bot` and `applications.commands`;
 * permissions View Channels and Send Messages, for the cards in channels.
 */
export function inviteLink(applicationId: string): string {
  const query = new URLSearchParams({
    client_id: applicationId,
    scope: 'bot applications.commands',
    permissions: String((1n << 10n) | (1n << 11n)),
  });
  return `https://discord.com/oauth2/authorize?${query}`;
}
