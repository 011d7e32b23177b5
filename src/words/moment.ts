/** A moment on the clocks of a zone, which is said too: `3 Nov 2026, 00:00 UTC`. */
export function momentText(language: string, at: Date, zone: string): string {
  const text = at.toLocaleString(language, { dateStyle: 'medium', timeStyle: 'short', timeZone: zone });
  return zone === 'UTC' ? `${text} UTC` : `${text} (${zone})`;
}
