import {
  type APIActionRowComponent,
  type APIButtonComponent,
  type APIComponentInContainer,
  type APIComponentInMessageActionRow,
  type APIStringSelectComponent,
  ButtonStyle,
  ComponentType,
} from 'discord.js';
import { hasPublicHost } from '#chat/public-host.ts';
import type { Action } from '#chat/screen.ts';
import { type CustomIds, MENU_ID, pressId } from '../custom-ids.ts';
import { LIMITS } from '../limits.ts';
import type { Frame } from './frame.ts';
import { inSelects, rangeOf, selectOptions } from './options.ts';
import { bold, label, plain } from './text.ts';

type Button = Extract<Action, { type: 'button' }>;
type Link = Extract<Action, { type: 'link' }>;
type ActionFrame = Pick<Frame, 'colon'>;
type Row = APIActionRowComponent<APIComponentInMessageActionRow>;

/**
 * Actions as rows of buttons, five a row, and selects, one a row; below them why something cannot be pressed. `first`:
 * buttons that stand before all others.
 */
export function actionRows(
  actions: readonly Action[],
  frame: ActionFrame,
  ids: CustomIds,
  first: readonly APIButtonComponent[] = [],
): APIComponentInContainer[] {
  const buttons = [...first, ...actions.flatMap((action) => buttonOf(action, ids))];
  const rows: Row[] = [];
  for (let at = 0; at < buttons.length; at += LIMITS.row.buttons)
    rows.push(row(buttons.slice(at, at + LIMITS.row.buttons)));
  return [
    ...rows,
    ...actions.flatMap((action) => (action.type === 'select' ? selectRows(action, frame, ids) : [])),
    ...notes(actions, frame),
  ];
}

/** The reasons of what cannot be pressed, and links that are too long for a button. */
export function notes(actions: readonly Action[], { colon }: ActionFrame): APIComponentInContainer[] {
  const lines = actions.flatMap((action) => {
    if (action.type === 'button' && action.disabled !== undefined)
      return [`-# ${plain(action.label, LIMITS.button.label)}${colon} ${plain(action.disabled, 300)}`];
    if (action.type === 'link' && !isButtonUrl(action.url))
      return [`-# ${bold(action.label, LIMITS.button.label)}${colon} ${plain(action.url, 600)}`];
    return [];
  });
  return lines.length === 0 ? [] : [{ type: ComponentType.TextDisplay, content: lines.join('\n') }];
}

/** The only thing that can be done with a row, for its right side; null where there are more, or none. */
export function onlyButton(actions: readonly Action[], ids: CustomIds): APIButtonComponent | null {
  const [first, second] = actions;
  if (first === undefined || second !== undefined || first.type === 'select') return null;
  return buttonOf(first, ids)[0] ?? null;
}

/** Something that can be chosen in a menu in place of a button. */
export interface Entry {
  /** Whose row it is in. */
  name: string;
  label: string;
  action: Button;
}

/** What of a row's actions can stand in a menu. */
export function menuEntries(actions: readonly Action[]): { entries: Button[]; others: Action[] } {
  const isEntry = (action: Action): action is Button =>
    action.type === 'button' && action.disabled === undefined;
  return {
    entries: actions.filter(isEntry),
    // Buttons that cannot be pressed are told by their notes.
    others: actions.filter((action) => action.type !== 'button'),
  };
}

/**
 * Buttons as the options of selects, a row's all in one: what is chosen is the custom id that the button would have.
 * Several selects are told apart by the names in them, first, as a phone shows no more.
 */
export function menuRows(placeholder: string, entries: readonly Entry[], ids: CustomIds): Row[] {
  const unique = [...new Map(entries.map((entry) => [idOf(entry.action), entry])).values()];
  const parts: Entry[][] = [];
  for (const of of Map.groupBy(unique, ({ name }) => name).values()) {
    const last = parts.at(-1);
    if (last !== undefined && last.length + of.length <= LIMITS.select.options) last.push(...of);
    else parts.push(...inSelects(of));
  }
  return parts.flatMap((part) => {
    const custom_id = ids.take(MENU_ID);
    if (custom_id === null) return [];
    const options = part.map(({ label: text, action }) => ({ value: idOf(action), label: text }));
    const names = rangeOf(part.map(({ name }) => ({ label: name })));
    const said = parts.length === 1 ? placeholder : `${names} · ${placeholder}`;
    return [row([stringSelect(custom_id, said, selectOptions(options))])];
  });
}

function buttonOf(action: Action, ids: CustomIds): APIButtonComponent[] {
  if (action.type === 'select') return [];
  const text = label(action.label, LIMITS.button.label);
  if (action.type === 'link') {
    return isButtonUrl(action.url)
      ? [{ type: ComponentType.Button, style: ButtonStyle.Link, label: text, url: action.url }]
      : [];
  }
  // A second button that does the same is left out where its id would be too long to be told from the first.
  const custom_id = ids.take(idOf(action));
  if (custom_id === null) return [];
  return [
    {
      type: ComponentType.Button,
      style: styleOf(action),
      label: text,
      custom_id,
      ...(action.disabled === undefined ? {} : { disabled: true }),
    },
  ];
}

function idOf({ action, confirm, disabled }: Button): string {
  return pressId(action, confirm !== undefined && disabled === undefined);
}

function styleOf({ style }: Button): ButtonStyle.Primary | ButtonStyle.Danger | ButtonStyle.Secondary {
  if (style === 'primary') return ButtonStyle.Primary;
  return style === 'danger' ? ButtonStyle.Danger : ButtonStyle.Secondary;
}

function selectRows(
  action: Extract<Action, { type: 'select' }>,
  { colon }: ActionFrame,
  ids: CustomIds,
): Row[] {
  const parts = inSelects(action.options);
  return parts.flatMap((part) => {
    const custom_id = ids.take(pressId(action.action, false));
    if (custom_id === null) return [];
    const placeholder = parts.length === 1 ? action.label : `${action.label}${colon} ${rangeOf(part)}`;
    const chosen = action.initial === undefined ? [] : [action.initial];
    return [row([stringSelect(custom_id, placeholder, selectOptions(part, chosen))])];
  });
}

function stringSelect(
  custom_id: string,
  placeholder: string,
  options: APIStringSelectComponent['options'],
): APIStringSelectComponent {
  return {
    type: ComponentType.StringSelect,
    custom_id,
    placeholder: label(placeholder, LIMITS.select.placeholder),
    options,
  };
}

function row(components: APIComponentInMessageActionRow[]): Row {
  return { type: ComponentType.ActionRow, components };
}

function isButtonUrl(url: Link['url']): boolean {
  return url.length <= LIMITS.button.url && hasPublicHost(url);
}
