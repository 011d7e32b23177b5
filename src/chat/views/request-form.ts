import { z } from 'zod';
import type { Problem } from '#domain/errors.ts';
import { NAME_MAX_CHARACTERS } from '#domain/new-user.ts';
import { REASON_MAX_CHARACTERS } from '#domain/reason.ts';
import type { RoleChangeRequest } from '#domain/request.ts';
import type { OfferedRole } from '#domain/role.ts';
import { fullName, type Role, type User } from '#domain/user.ts';
import type { Context } from '../context.ts';
import { type FieldOf, formOf, formShape } from '../form-shape.ts';
import type { Part, Screen } from '../screen.ts';
import { listFact } from './list-fact.ts';
import { differingParts, keptMarks } from './user-roles.ts';

const ids = z.array(z.string()).optional().default([]);
const text = z.string().optional().default('');

/**
 * `roles`: ids; `names`: the same as names, where no list of roles may be shown; `marks`: of the roles on offer (`marksOf`),
 * which a form that an older release opened has not.
 */
export const REQUEST_FORM = formShape({
  name: 'requests.new',
  values: z.object({
    target: z.string(),
    roles: ids,
    names: text,
    reason: text,
    for: text,
    marks: z.array(z.string()).optional(),
  }),
  keeps: ['target', 'marks'],
});
/** Asks why a request is denied. */
export const DENY_FORM = formShape({
  name: 'requests.deny',
  values: z.object({ request: z.string(), reason: text }),
  keeps: ['request'],
});

/** What stands in the fields at first. */
export type RequestTyped = Omit<z.output<typeof REQUEST_FORM.values>, 'target' | 'marks'>;

/**
 * Asks what is wanted for this user. `all` null: names of roles are typed, as the actor may not see them. `problems`: for
 * which it is shown again, said in `notes`.
 */
export function requestForm(
  { words }: Pick<Context, 'words'>,
  target: User,
  all: readonly OfferedRole[] | null,
  typed: RequestTyped,
  { notes, problems }: { notes: readonly string[]; problems: readonly Problem[] },
): Screen {
  const { requestForm: texts, request, userRoles, common } = words.screens;
  const present = target.roles.map(({ name }) => name);
  return {
    title: texts.title,
    tone: notes.length === 0 ? 'neutral' : 'warning',
    parts: [
      ...notes.map((text): Part => ({ type: 'text', text })),
      ...differingParts({ words }, problems),
      {
        type: 'facts',
        facts: [
          { label: request.target, value: `${fullName(target)}, ${target.email}` },
          listFact(words, userRoles.present, present),
        ],
      },
      { type: 'text', text: texts.intro, style: 'note' },
    ],
    ...formOf(REQUEST_FORM, {
      fields: [
        all === null ? namesField(texts, typed.names) : rolesField(texts, all, typed.roles),
        {
          name: 'reason',
          type: 'long_text',
          label: texts.reason,
          hint: texts.reasonHint,
          required: true,
          maxLength: REASON_MAX_CHARACTERS,
          ...initial(typed.reason),
        },
        {
          name: 'for',
          type: 'text',
          label: texts.for,
          hint: texts.forHint,
          required: false,
          maxLength: 10,
          ...initial(typed.for),
        },
      ],
      keeps: { target: target.id, marks: keptMarks(all ?? [], problems) },
      submit: texts.submit,
      close: common.cancel,
      working: texts.working,
    }),
  };
}

type Texts = Context['words']['screens']['requestForm'];

function rolesField(
  texts: Texts,
  all: readonly Role[],
  chosen: readonly string[],
): FieldOf<typeof REQUEST_FORM> {
  return {
    name: 'roles',
    type: 'choices',
    label: texts.roles,
    hint: texts.rolesHint,
    required: true,
    source: 'roles',
    options: all.map(({ id, name }) => ({ value: id, label: name })),
    ...(chosen.length > 0 ? { initial: chosen } : {}),
  };
}

function namesField(texts: Texts, names: string): FieldOf<typeof REQUEST_FORM> {
  return {
    name: 'names',
    type: 'text',
    label: texts.names,
    hint: texts.namesHint,
    required: true,
    maxLength: 10 * NAME_MAX_CHARACTERS,
    ...initial(names),
  };
}

function initial(text: string): { initial?: string } {
  return text === '' ? {} : { initial: text };
}

/** Asks why a request is denied. */
export function denyForm(
  { words }: Pick<Context, 'words'>,
  request: Pick<RoleChangeRequest, 'id' | 'target'>,
  typed: string,
  notes: readonly string[],
): Screen {
  const { request: texts, common } = words.screens;
  return {
    title: texts.denyTitle(request.target.name),
    shortTitle: texts.denyShort,
    tone: notes.length === 0 ? 'neutral' : 'warning',
    parts: notes.map((text): Part => ({ type: 'text', text })),
    ...formOf(DENY_FORM, {
      fields: [
        {
          name: 'reason',
          type: 'long_text',
          label: texts.denyReason,
          required: true,
          maxLength: REASON_MAX_CHARACTERS,
          ...initial(typed),
        },
      ],
      keeps: { request: request.id },
      submit: texts.denySubmit,
      close: common.cancel,
      working: texts.denying,
    }),
  };
}
