import { clean, oneLine } from './clean-text.ts';
import type { Action, Fact, Part, Screen, Text, UserRow } from './screen.ts';

/** In place of nothing. */
const NOTHING = '–';

/** As the platform writes text without markup. */
type Flat = (text: Text) => string;

/**
 * Everything that the blocks of a message say, line by line: notifications, screen readers and lists of messages
 * on phones read only this (docs.slack.dev, "chat.postMessage", `text`). Buttons are left to the blocks.
 */
export function spoken({ parts, actions = [] }: Screen, colon: string, flat: Flat): string[] {
  return [...parts.flatMap((part) => lines(part, colon, flat)), ...closed(actions, colon)].filter(
    (line) => line !== '',
  );
}

function lines(part: Part, colon: string, flat: Flat): string[] {
  switch (part.type) {
    case 'text':
      return [clean(flat(part.text))];
    case 'facts':
      return part.facts.map((one) => fact(one, colon, flat));
    case 'users':
      return part.rows.map((row) => userLine(row, colon, flat));
    case 'table':
      return part.rows.map((cells) => cells.map((cell) => oneLine(flat(cell)) || NOTHING).join(' · '));
    case 'matrix':
      return part.rows.map(({ label, cells }) => {
        const held = part.columns.filter((_, index) => cells[index]).map(oneLine);
        return `${oneLine(label)}${colon} ${held.join(', ') || NOTHING}`;
      });
    case 'diff':
      return [...side(part.labels.gained, part.gained, colon), ...side(part.labels.lost, part.lost, colon)];
    case 'image':
    case 'divider':
      return [];
    case 'actions':
      return closed(part.actions, colon);
  }
}

function fact({ label, value }: Fact, colon: string, flat: Flat): string {
  return `${oneLine(label)}${colon} ${oneLine(flat(value)) || NOTHING}`;
}

function userLine({ name, statusLabel, facts, smallPrint = [] }: UserRow, colon: string, flat: Flat): string {
  const said = [...facts, ...smallPrint].map((one) => fact(one, colon, flat));
  return [oneLine(name), oneLine(statusLabel), ...said].join(' · ');
}

function side(label: string, names: readonly string[], colon: string): string[] {
  return names.length === 0 ? [] : [`${oneLine(label)}${colon} ${names.map(oneLine).join('; ')}`];
}

/** Why something cannot be pressed. */
function closed(actions: readonly Action[], colon: string): string[] {
  return actions.flatMap((action) =>
    action.type === 'button' && action.disabled !== undefined
      ? [`${oneLine(action.label)}${colon} ${oneLine(action.disabled)}`]
      : [],
  );
}
