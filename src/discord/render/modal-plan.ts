import type { Field, Screen } from '#chat/screen.ts';
import { LIMITS } from '../limits.ts';
import { selectsFor } from './options.ts';

/** Which fields a modal asks: it holds 5 components, a form may have more fields (docs.discord.com, "Modals"). */
export interface ModalPlan {
  asked: Field[];
  /** Left out, as what stands in the form's draft serves: given as an option of the command, or typed before. */
  settled: Field[];
  /** Left out until what is asked here has been sent. */
  later: Field[];
  /** Lists that no modal can show: they are chosen from in a message. */
  tooLong: Field[];
}

/** True where this field is filled in already; passwords never are, as nothing holds them. */
function isFilledIn(field: Field): boolean {
  return (
    'initial' in field && field.initial !== undefined && field.initial !== '' && String(field.initial) !== ''
  );
}

function isTyped({ type }: Field): boolean {
  return type === 'text' || type === 'email' || type === 'long_text';
}

/** Components that a field takes: a list of more than 25 options takes several selects. */
export function roomFor(field: Field): number {
  return 'options' in field ? Math.max(1, selectsFor(field.options)) : 1;
}

function room(fields: readonly Field[]): number {
  return fields.reduce((sum, field) => sum + roomFor(field), 0);
}

const ROOM = LIMITS.modal.components;

/**
 * All fields where they fit. Else what is filled in is left out, typed text first, but for the fields `wanted`,
 * which are wrong or to be changed. Where it still does not fit, the rest comes in steps, passwords last, as what is
 * sent before the last step is saved in the draft. Throws RangeError where the last step alone does not fit.
 */
export function planModal({ title, fields = [] }: Screen, wanted: readonly string[] = []): ModalPlan {
  const tooLong = fields.filter((field) => roomFor(field) > ROOM);
  const all = fields.filter((field) => !tooLong.includes(field));
  const plan = (asked: Field[], later: Field[] = []): ModalPlan => ({
    asked,
    settled: all.filter((field) => !asked.includes(field) && !later.includes(field)),
    later,
    tooLong,
  });
  if (room(all) <= ROOM) return plan(all);

  const isSettled = (field: Field): boolean => isFilledIn(field) && !wanted.includes(field.name);
  const withoutTyped = all.filter((field) => !(isSettled(field) && isTyped(field)));
  if (room(withoutTyped) <= ROOM) return plan(withoutTyped);
  const open = all.filter((field) => !isSettled(field));
  if (room(open) <= ROOM) return plan(open.length > 0 ? open : fitting(withoutTyped));

  const secrets = open.filter(({ type }) => type === 'password');
  if (room(secrets) > ROOM) throw new RangeError(`the form "${title}" has more passwords than a modal holds`);
  const asked = fitting(open.filter(({ type }) => type !== 'password'));
  return plan(
    asked,
    open.filter((field) => !asked.includes(field)),
  );
}

/** As many of them as one modal holds. */
function fitting(fields: readonly Field[]): Field[] {
  const asked: Field[] = [];
  for (const field of fields) if (room(asked) + roomFor(field) <= ROOM) asked.push(field);
  return asked;
}
