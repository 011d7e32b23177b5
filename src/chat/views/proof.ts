import type { ProvenAction } from '#domain/audit-actions.ts';
import type { Matter } from '#domain/matter.ts';
import type { Words } from '#words/index.ts';
import type { Context } from '../context.ts';
import type { Fact, Part, Screen } from '../screen.ts';
import { permissionLines } from './permission-lines.ts';

type Asked = Pick<Context, 'words'>;

/** What waits for a passkey, as chat and the page show it alike. */
export function proofText(
  words: Words,
  matters: readonly Matter[],
): Pick<Screen, 'title' | 'tone' | 'parts'> {
  return { title: words.screens.proof.title, tone: 'neutral', parts: matterParts(words, matters) };
}

/** What waits for a passkey, and the link to the page that asks for it. `id`: of the pending action. */
export function proofScreen(
  { words }: Asked,
  matters: readonly Matter[],
  { id, url }: { id: string; url: string },
): Screen {
  const { proof } = words.screens;
  const { parts, ...text } = proofText(words, matters);
  return {
    ...text,
    parts: [...parts, { type: 'text', text: proof.text, style: 'note' }],
    actions: [{ type: 'link', label: proof.confirm, url, pressed: { name: 'proof.opened', ids: [id] } }],
  };
}

/** In place of the link, to whoever has no passkey. `draft`: of the form that it came from, which keeps what was typed. */
export function noPasskeyScreen({ words }: Asked, matters: readonly Matter[], draft: string | null): Screen {
  const { proof, passkeys } = words.screens;
  return {
    title: proof.noneTitle,
    tone: 'warning',
    parts: [...matterParts(words, matters), { type: 'text', text: proof.noneText }],
    actions: [
      { type: 'button', label: passkeys.add, action: { name: 'passkeys.add' }, style: 'primary' },
      ...(draft === null
        ? []
        : [{ type: 'button', label: proof.back, action: { name: 'forms.open', ids: [draft] } } as const]),
    ],
  };
}

/** What is to be confirmed, each with whom it is about, from what to what, and what is gained and lost. */
function matterParts(words: Words, matters: readonly Matter[]): Part[] {
  return matters.flatMap((matter) => partsOf(words, matter));
}

function partsOf(words: Words, matter: Matter): Part[] {
  const { action, gained, lost } = matter;
  const facts = factsOf(words, matter);
  // Of a status, permissions say what the user could do, which is not for everybody who may switch it.
  const showsDiff = action !== 'users enable' && action !== 'users disable';
  return [
    { type: 'text', text: [{ type: 'strong', text: headline(words, matter) }] },
    ...(facts.length === 0 ? [] : [{ type: 'facts', facts } as const]),
    ...(showsDiff && gained.length + lost.length > 0 ? [diffOf(words, matter)] : []),
  ];
}

/** Every action that may take a passkey has words of its own. */
function headline({ screens }: Words, { action, target }: Matter): string {
  const all = screens.proof.headlines satisfies Record<ProvenAction, unknown>;
  return Object.hasOwn(all, action) ? all[action as ProvenAction](target) : action;
}

function diffOf({ screens: { proof } }: Words, { gained, lost }: Matter): Part {
  return {
    type: 'diff',
    gained: permissionLines(gained),
    lost: permissionLines(lost),
    labels: { gained: proof.gained, lost: proof.lost },
  };
}

type Values = Readonly<Record<string, unknown>>;

function factsOf(words: Words, { before: from, after: to, shown }: Matter): Fact[] {
  const before: Values = { ...from };
  const after: Values = { ...to, ...shown };
  const { proof } = words.screens;
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (key) => key in proof.labels,
  );
  return keys.map((key) => {
    const { [key]: old } = before;
    const { [key]: next } = after;
    const label = proof.labels[key] ?? key;
    if (next === undefined) return { label, value: said(words, key, old) };
    if (old === undefined) return { label, value: said(words, key, next) };
    return { label, value: proof.change(said(words, key, old), said(words, key, next)) };
  });
}

function said(words: Words, key: string, value: unknown): string {
  const { common, request } = words.screens;
  if (key === 'lasts' && typeof value === 'number') return request.length(value);
  if (key === 'status') return common.status[value as keyof typeof common.status] ?? String(value);
  if (!Array.isArray(value)) return String(value);
  return value.length === 0 ? common.none : value.join(', ');
}
