/** The newest address of a link, wherever it stands: behind a button, or written out where no phone could open it. */
export function linkIn(shown: unknown, page: 'prove' | 'enrol'): string {
  // Discord's markdown escapes what is written out.
  const text = JSON.stringify(shown).replaceAll('\\\\', '');
  const links = text.match(new RegExp(`https?://[^"\\s|<>)]+/${page}/[\\w-]{43}`, 'g')) ?? [];
  const last = links.at(-1);
  if (last === undefined) throw new Error(`no link to ${page} in ${JSON.stringify(shown)}`);
  return last;
}
