import { oneLine } from '#chat/clean-text.ts';
import type { Inline, Part, Screen, Text } from '#chat/screen.ts';
import { screenHtml } from '#http/passkeys/screen-html.ts';

/** What is wrong with a screen as a page of ours shows it: markup that does not fit together, and what it leaves out. */
export function staticProblems(screen: Screen): string[] {
  const drawn = String(screenHtml(screen));
  const shown = squeezed(unescaped(drawn.replace(/<[^>]*>/g, ' ')));
  const left = textsOf(screen).filter((text) => !shown.includes(squeezed(oneLine(text))));
  return [...unbalanced(drawn), ...left.map((text) => `left out: ${text}`)];
}

/** Every text of it, but for addresses and times. */
function textsOf(screen: Screen): string[] {
  const { title, parts, actions = [], fields = [] } = screen;
  return [
    title,
    ...parts.flatMap(ofPart),
    ...actions.map(({ label }) => label),
    ...fields.map(({ label }) => label),
  ];
}

function ofPart(part: Part): string[] {
  switch (part.type) {
    case 'text':
      return ofText(part.text);
    case 'facts':
      return part.facts.flatMap(({ label, value }) => [label, ...ofText(value)]);
    case 'users':
      return part.rows.flatMap(({ name, statusLabel, facts }) => [
        name,
        statusLabel,
        ...facts.flatMap(({ value }) => ofText(value)),
      ]);
    case 'table':
      return [...part.columns, ...part.rows.flat().flatMap(ofText)];
    case 'matrix':
      return [...part.columns, ...part.rows.map(({ label }) => label)];
    case 'diff':
      return [...part.gained, ...part.lost];
    case 'image':
      return [part.alt];
    case 'actions':
      return part.actions.map(({ label }) => label);
    default:
      return [];
  }
}

function ofText(text: Text): string[] {
  return typeof text === 'string' ? [text] : text.flatMap(ofInline);
}

function ofInline(inline: Inline): string[] {
  if (typeof inline === 'string') return [inline];
  if (inline.type === 'instant') return [];
  return [inline.type === 'person' ? inline.name : inline.text];
}

const VOID = new Set(['br', 'hr']);

function unbalanced(drawn: string): string[] {
  const open: string[] = [];
  for (const [, closing, name = ''] of drawn.matchAll(/<(\/?)([a-z0-9]+)[^>]*>/g)) {
    if (VOID.has(name)) continue;
    if (closing === '') open.push(name);
    else if (open.pop() !== name) return [`</${name}> closes something else`];
  }
  return open.map((name) => `<${name}> stays open`);
}

const squeezed = (text: string): string => text.replace(/\s+/g, '');

const unescaped = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
