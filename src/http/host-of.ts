/** What a page says it is from: `bot.example.com` of the panel's address. */
export function hostOf(url: string | null): string | null {
  return url !== null && URL.canParse(url) ? new URL(url).host : null;
}
