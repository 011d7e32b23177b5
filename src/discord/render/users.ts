import { type APIComponentInContainer, type APITextDisplayComponent, ComponentType } from 'discord.js';
import type { Fact, Picture, UserRow } from '#chat/screen.ts';
import { STATUS_MARKS } from '#chat/status-mark.ts';
import type { CustomIds } from '../custom-ids.ts';
import { LIMITS } from '../limits.ts';
import { actionRows, type Entry, menuEntries, menuRows, notes, onlyButton } from './actions.ts';
import type { Frame } from './frame.ts';
import { bold, label, markdown, NOTHING, plain } from './text.ts';

/** Users, each led by the name, with what can be done in the layout that the message has room for. */
export function userRows(rows: readonly UserRow[], frame: Frame, ids: CustomIds): APIComponentInContainer[] {
  if (frame.layout === 'cards')
    return rows.flatMap((row) => [withAvatar(row, frame), ...actionRows(row.actions ?? [], frame, ids)]);
  const inMenu: Entry[] = [];
  const shown = rows.flatMap((row) => {
    const actions = row.actions ?? [];
    const only = onlyButton(actions, ids);
    if (only !== null) {
      const section: APIComponentInContainer = {
        type: ComponentType.Section,
        components: [textOf(row, frame)],
        accessory: only,
      };
      return [section, ...notes(actions, frame)];
    }
    const { entries, others } = menuEntries(actions);
    const name = label(row.name, 60);
    inMenu.push(...entries.map((action) => ({ name, label: `${name} · ${action.label}`, action })));
    const head = frame.layout === 'list' ? withAvatar(row, frame) : textOf(row, frame);
    return [head, ...notes(actions, frame), ...actionRows(others, frame, ids)];
  });
  return [...shown, ...menuRows(frame.menu, inMenu, ids)];
}

/** Who and how they are, then the facts, then small and grey the rest. */
function textOf(
  { name, status, statusLabel, facts, smallPrint = [] }: UserRow,
  { width }: Frame,
): APITextDisplayComponent {
  const value = (fact: Fact): string => (markdown(fact.value, width) || NOTHING).replaceAll('\n', ' ');
  const lines = [
    `${STATUS_MARKS[status]} ${bold(name, width)} · ${plain(statusLabel, width)}`,
    facts.map(value).join(' · '),
    ...(smallPrint.length === 0
      ? []
      : [`-# ${smallPrint.map((fact) => `${plain(fact.label, width)} ${value(fact)}`).join(' · ')}`]),
  ];
  return { type: ComponentType.TextDisplay, content: lines.filter((line) => line !== '').join('\n') };
}

function withAvatar(row: UserRow, frame: Frame): APIComponentInContainer {
  return withPicture(textOf(row, frame), { url: row.avatar, name: row.name });
}

/** Text with a picture at its right; as it is where Discord could not show the picture. */
export function withPicture(text: APITextDisplayComponent, { url, name }: Picture): APIComponentInContainer {
  if (url === null || !isPublicImage(url)) return text;
  const description = label(name, LIMITS.media.description);
  const accessory = { type: ComponentType.Thumbnail, media: { url }, description } as const;
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
