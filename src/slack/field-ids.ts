import type { Field, OptionSource } from '#chat/screen.ts';

/**
 * The ids of inputs, made for the renderer and read back by the reader. `block_id` is the field's name, so that
 * `response_action: errors` finds it; from the second showing of a form on `name~2`, as Slack keeps what
 * was typed for equal ids and would ignore new initial values (docs.slack.dev, "Updating views").
 * `action_id` is the name too, with what only the element knows: `roles?roles` searches roles,
 * `password?secret` is never sent back to Slack, `status?home.search` presses that action as soon as it is filled in.
 * Fields that stand in one row share a block, whose id is `${ROW}`.
 */
const SEARCHES = ['users', 'roles'] as const satisfies readonly OptionSource[];
/** Of a row of fields; a field of this name has no block of its own. */
const ROW = 'row';
const BLOCK = /^([A-Za-z][A-Za-z0-9_-]*)(?:~(\d+))?$/;

/** Throws for what is no name of a field. */
export function fieldBlockId(name: string, revision: number): string {
  if (!BLOCK.test(name)) throw new Error(`not a field name: ${name}`);
  return revision > 1 ? `${name}~${revision}` : name;
}

/** Of fields that stand in one row. */
export function rowBlockId(revision: number): string {
  return fieldBlockId(ROW, revision);
}

/** Of a field that presses an action as soon as it is filled in. */
export function pressingId({ name }: Field, action: string): string {
  return `${name}?${action}`;
}

/** `searched`: its options are looked up while somebody types. */
export function fieldActionId(field: Field, searched: boolean): string {
  if (field.type === 'password') return `${field.name}?secret`;
  if (searched && 'source' in field && field.source !== undefined) return `${field.name}?${field.source}`;
  return field.name;
}

/** What the id of a field says when it comes back. */
export interface FieldId {
  name: string;
  revision: number;
  secret: boolean;
  source: OptionSource | null;
  /** The action that it presses. */
  presses: string | null;
}

/** Null for the ids of anything but a field. */
export function readFieldId(blockId: string, actionId: string): FieldId | null {
  const match = BLOCK.exec(blockId);
  const [name, tag] = actionId.split('?');
  const presses = tag?.includes('.') ? tag : null;
  const isOf = match?.[1] === name || (match?.[1] === ROW && presses !== null);
  if (match === null || name === undefined || !isOf) return null;
  const source = SEARCHES.find((one) => one === tag) ?? null;
  return { name, revision: Number(match[2] ?? 1), secret: tag === 'secret', source, presses };
}
