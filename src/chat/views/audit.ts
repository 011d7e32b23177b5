import type { AuditEntry } from '#domain/audit.ts';
import type { AuditActionName } from '#domain/audit-actions.ts';
import type { Words } from '#words/index.ts';
import type { Inline, Text } from '../screen.ts';
import { shortened } from './shortened.ts';
import type { Sight } from './user.ts';

/** Ten lines are to fit one message, whatever people and roles are called; longer names end in `…`. */
const LENGTHS = { name: 80, value: 40, details: 240 };

/** Who did what to whom, what changed or why not, and when, in one line; role names as far as they are to be seen. */
export function auditLine(sight: Sight, entry: AuditEntry): Text {
  const { words, seesRoles } = sight;
  const { audit, common } = words.screens;
  const known = actionWords(words, entry.action);
  const strong = (text: string): Inline => ({ type: 'strong', text: shortened(text, LENGTHS.name) });
  const who = strong(whoText(words, entry));
  const target = entry.targetType === 'role' && !seesRoles ? common.hidden : entry.targetName;
  const whom = target === null ? [] : [strong(target)];
  const at: Inline = { type: 'instant', at: entry.at, style: 'time' };
  if (entry.outcome === 'refused') {
    const tried = known?.tried ?? audit.otherTried(entry.action);
    const about: Inline[] = whom.length === 0 ? [] : [' (', ...whom, ')'];
    return [who, ` ${tried}`, ...about, ` · ${audit.refused(whyText(words, entry))} · `, at];
  }
  const details = [
    ...changes(sight, entry),
    ...(entry.reason === null ? [] : [audit.reason(entry.reason)]),
  ].map((each) => ` · ${shortened(each, LENGTHS.details)}`);
  const done = known?.done ?? audit.otherDone(entry.action);
  return [who, ` ${done}`, ...(whom.length === 0 ? [] : [' ', ...whom]), ...details, ' · ', at];
}

/** Every change has words of its own; undefined for what else was refused. */
function actionWords({ screens }: Words, action: string): { done: string; tried: string } | undefined {
  const all = screens.audit.actions satisfies Record<AuditActionName, object>;
  const command = commandOf(action);
  return Object.hasOwn(all, command) ? all[command as AuditActionName] : undefined;
}

/** Actions and forms that are not named after their command. */
const COMMANDS: Readonly<Record<string, string>> = {
  'roles new': 'roles create',
  'roles.manage.new': 'roles create',
  'roles.manage.adjust': 'roles permissions',
  'roles edit': 'roles permissions',
};

/** Refusals carry the name of an action or form too: `users.disable` is of `/hexa users disable`. */
function commandOf(action: string): string {
  const path = action.replaceAll('.', ' ').split(' ').slice(0, 2).join(' ');
  return COMMANDS[action] ?? COMMANDS[path] ?? path;
}

function whoText({ screens: { audit } }: Words, entry: AuditEntry): string {
  if (entry.actorName !== null) return entry.actorName;
  if (entry.chatUser !== null) return audit.unlinked(entry.platform ?? '', entry.chatUser);
  return entry.requestId === 'operator' ? audit.operator : audit.system;
}

function whyText({ errors }: Words, { code, after }: AuditEntry): string {
  const sentence = code !== null && code in errors ? errors[code as keyof typeof errors] : null;
  if (sentence === null) return code ?? '';
  try {
    return (sentence as (data: object) => { title: string })(after ?? {}).title;
  } catch {
    // Written by another version, with other data.
    return code ?? '';
  }
}

type Values = Readonly<Record<string, unknown>>;

/** More values than this in a list are counted, not named. */
const NAMED = 5;
/** Of something new only these are told: its name is in the line already, and the line is to be short. */
const OF_NEW = ['email', 'roles', 'permissions'];

function changes({ words, seesRoles }: Sight, { before, after, targetType }: AuditEntry): string[] {
  const { audit, common } = words.screens;
  if (after === null) return [];
  const [from, to]: [Values, Values] = [before ?? {}, after];
  if (Array.isArray(from.lost) && Array.isArray(to.gained)) {
    const { counted, labels } = audit;
    return [counted(labels.permissions ?? '', to.gained.length, from.lost.length)];
  }
  const keys = [...new Set([...Object.keys(from), ...Object.keys(to)])];
  return keys
    .filter((key) => key in audit.labels && !same(from[key], to[key]))
    .filter((key) => before !== null || OF_NEW.includes(key))
    .map((key) =>
      !seesRoles && (key === 'roles' || targetType === 'role')
        ? audit.set(audit.labels[key] ?? key, common.hidden)
        : change(words, key, from[key], to[key]),
    );
}

function change(words: Words, key: string, before: unknown, after: unknown): string {
  const { audit } = words.screens;
  const label = audit.labels[key] ?? key;
  const lists = [before ?? [], after ?? []];
  if (lists.every(Array.isArray) && lists.some((list) => list.length > NAMED)) {
    const [from, to] = lists as [unknown[], unknown[]];
    const gained = to.filter((each) => !from.includes(each)).length;
    return audit.counted(label, gained, from.filter((each) => !to.includes(each)).length);
  }
  if (before === undefined) return audit.set(label, valueText(words, key, after));
  return audit.changed(label, valueText(words, key, before), valueText(words, key, after));
}

function valueText(words: Words, key: string, value: unknown): string {
  const { audit, common } = words.screens;
  if (Array.isArray(value)) {
    if (value.length === 0) return audit.nothing;
    return value.map((each) => shortened(String(each), LENGTHS.value)).join(', ');
  }
  if (typeof value === 'boolean') return value ? audit.yes : audit.no;
  if (value === null || value === undefined || value === '') return audit.nothing;
  if (key === 'status') return common.status[value as 'active']?.toLowerCase() ?? String(value);
  return shortened(typeof value === 'object' ? JSON.stringify(value) : String(value), LENGTHS.value);
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
