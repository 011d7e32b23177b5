import { type APIComponentInContainer, type APITextDisplayComponent, ComponentType } from 'discord.js';
import type { UserRow } from '#chat/screen.ts';
import type { CustomIds } from '../custom-ids.ts';
import { LIMITS } from '../limits.ts';
import { actionRows, menuEntries, menuRows, notes, onlyButton } from './actions.ts';
import type { Frame } from './frame.ts';
import { bold, label, markdown, NOTHING, plain } from './text.ts';

/** Users with what can be done, in the layout that the message has room for. */
export function userRows(rows: readonly UserRow[], frame: Frame, ids: CustomIds): APIComponentInContainer[] {
  if (frame.layout !== 'menu') return rows.flatMap((row) => userRow(row, frame, ids));
  const entries = rows.flatMap((row) =>
    menuEntries(row.actions ?? []).entries.map((action) => ({
      label: `${label(row.name, 40)}${frame.colon} ${action.label}`,
      action,
    })),
  );
  return [
    ...rows.flatMap((row) => [
      textOf(row, frame),
      ...notes(row.actions ?? [], frame),
      ...actionRows(menuEntries(row.actions ?? []).others, frame, ids),
    ]),
    ...menuRows('…', entries, ids),
  ];
}

function userRow(row: UserRow, frame: Frame, ids: CustomIds): APIComponentInContainer[] {
  const text = textOf(row, frame);
  const actions = row.actions ?? [];
  if (frame.layout === 'cards') return [withAvatar(row, text), ...actionRows(actions, frame, ids)];
  const only = onlyButton(actions, ids);
  if (only !== null)
    return [{ type: ComponentType.Section, components: [text], accessory: only }, ...notes(actions, frame)];
  if (frame.layout === 'buttons') return [text, ...actionRows(actions, frame, ids)];
  const { entries, others } = menuEntries(actions);
  const labelled = entries.map((action) => ({ label: action.label, action }));
  return [
    text,
    ...menuRows(`${row.name}${frame.colon} …`, labelled, ids),
    ...notes(actions, frame),
    ...actionRows(others, frame, ids),
  ];
}

/** Who and how they are, then the facts; in the tight layouts on one line. */
function textOf(
  { name, statusLabel, facts }: UserRow,
  { width, layout, colon }: Frame,
): APITextDisplayComponent {
  const head = `${bold(name, width)} · ${plain(statusLabel, width)}`;
  const lines = facts.map(
    ({ label: text, value }) => `${plain(text, width)}${colon} ${markdown(value, width) || NOTHING}`,
  );
  const isTight = layout === 'menus' || layout === 'menu';
  const body = isTight ? lines.map((line) => line.replaceAll('\n', ' ')).join(' · ') : lines.join('\n');
  return { type: ComponentType.TextDisplay, content: body === '' ? head : `${head}\n${body}` };
}

function withAvatar({ avatar, name }: UserRow, text: APITextDisplayComponent): APIComponentInContainer {
  if (avatar === null || !isPublicImage(avatar)) return text;
  const description = label(name, LIMITS.media.description);
  const accessory = { type: ComponentType.Thumbnail, media: { url: avatar }, description } as const;
  return { type: ComponentType.Section, components: [text], accessory };
}

/** Discord fetches pictures from its own servers: only public https addresses show. */
export function isPublicImage(url: string): boolean {
  if (url.length > LIMITS.media.url || !URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' && hostname.includes('.') && !PRIVATE_HOST.test(hostname);
}

const PRIVATE_HOST =
  /^(127|10|0|169\.254|192\.168|172\.(1[6-9]|2\d|3[01]))\.|^\[|\.(local|localhost|internal|test|invalid|example)$/;
