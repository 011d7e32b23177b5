import { unescapeMarkup } from '../render/text.ts';

/**
 * What a person typed after a slash command, without what Slack wraps around it (`should_escape: true` in the
 * manifest; docs.slack.dev, "Implementing slash commands" and "Formatting message text"):
 *
 * - `<@U123|ann>` becomes `<@U123>`: the mention token that commands take for a person
 * - `<!subteam^S1|@admins>` stays, as a group is not somebody called `@admins`
 * - `<mailto:a@b.c|a@b.c>`, `<https://x.y|x.y>` and `<#C1|general>` become what was typed
 * - `&amp;`, `&lt;`, `&gt;` and curly quotes become plain characters, for the parser of options
 */
export function unwrapTyped(text: string): string {
  const plain = text.replace(/<([^<>]+)>/g, (_, inner: string) => unwrapped(inner));
  return unescapeMarkup(straightened(plain)).trim();
}

function unwrapped(inner: string): string {
  const bar = inner.indexOf('|');
  const target = bar < 0 ? inner : inner.slice(0, bar);
  const shown = bar < 0 ? '' : inner.slice(bar + 1);
  const person = /^@([UW][A-Z0-9]+)$/.exec(target);
  if (person !== null) return `<@${person[1]}>`;
  if (target.startsWith('!subteam^')) return `<${inner}>`;
  if (target.startsWith('mailto:')) return target.slice('mailto:'.length);
  if (target.startsWith('#')) return `#${shown || target.slice(1)}`;
  if (target.startsWith('!')) return shown || `@${target.slice(1)}`;
  return shown || target;
}

/** macOS and phones type curly quotes by themselves. */
function straightened(text: string): string {
  return text.replace(/[\u201c-\u201f\u00ab\u00bb\u2033]/g, '"').replace(/[\u2018-\u201b\u2032]/g, "'");
}
