import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Input } from '#chat/invocation.ts';
import type { Field, Screen } from '#chat/screen.ts';
import type { Submission } from '#chat/submission.ts';
import { LIMITS } from '#discord/limits.ts';
import type { RawValues } from '#domain/draft.ts';
import { buttonsOf, type Person, textOf } from '../support/discord/index.ts';
import { DRAFT, screen, text } from '../support/fake-core.ts';
import { limited } from '../support/limits.ts';
import { type Running, run } from './harness.ts';

type FormInput = Extract<Input, { type: 'form' }>;

let running: Running;
let zoe: Person;
beforeAll(async () => {
  running = await run();
  zoe = running.double.member({ name: 'Zoe', permissions: ['ManageGuild'] });
});
afterAll(async () => {
  running.double.assertNoViolations();
  await running[Symbol.asyncDispose]();
});

/** A core with one form and its draft, as the real one keeps them. */
class FormCore {
  values: RawValues = {};
  submissions: FormInput[] = [];
  problems: (values: RawValues) => Record<string, string> = () => ({});
  readonly #form: (values: RawValues) => Screen;

  constructor(form: (values: RawValues) => Screen) {
    this.#form = form;
    running.core.onAnswer = () => [{ type: 'screen', screen: this.#form(this.values), as: 'new' }];
    running.core.onSubmit = ({ input }) => this.#submit(input as FormInput);
  }

  #submit(input: FormInput): Submission {
    this.submissions.push(input);
    const merged = { ...this.values, ...input.values };
    const fields = this.problems(merged);
    const { password, confirmation, ...kept } = merged;
    this.values = kept;
    if (Object.keys(fields).length > 0 || input.partial === 'more')
      return { type: 'refused', replies: [{ type: 'errors', fields, form: this.#form(this.values) }] };
    return {
      type: 'accepted',
      working: screen('Working'),
      replyTo: null,
      run: async () => [
        { type: 'screen', screen: screen('Done', [text(JSON.stringify(kept))]), as: 'in_form' },
      ],
    };
  }
}

const LINES = ['first', 'last', 'username', 'email'] as const;

/** As `users add`: seven fields. */
function sevenFields(roles: number): (values: RawValues) => Screen {
  return (values) => {
    const line = (name: string): Field => ({
      name,
      type: 'text',
      label: `Label ${name}`,
      required: true,
      ...(typeof values[name] === 'string' && values[name] !== '' ? { initial: values[name] } : {}),
    });
    const chosen = Array.isArray(values.roles) ? (values.roles as string[]) : [];
    return screen('Add user', [{ type: 'text', text: 'Users: 1/10', style: 'note' }], {
      fields: [
        ...LINES.map(line),
        { name: 'password', type: 'password', label: 'Password', required: true },
        { name: 'confirmation', type: 'password', label: 'Confirm password', required: true },
        {
          name: 'roles',
          type: 'choices',
          label: 'Roles',
          required: true,
          options: Array.from({ length: roles }, (_, index) => ({
            value: `r${index}`,
            label: `role ${index}`,
          })),
          ...(chosen.length > 0 ? { initial: chosen } : {}),
        },
      ],
      form: { name: 'users.add', draft: DRAFT, submit: 'Add user', close: 'Cancel', working: 'Creating…' },
    });
  };
}

const required = (values: RawValues): Record<string, string> =>
  Object.fromEntries(
    [...LINES, 'password', 'roles']
      .filter((name) => values[name] === undefined || values[name] === '' || String(values[name]) === '')
      .map((name) => [name, 'Please fill this in.']),
  );

describe('a form with more fields than a modal', () => {
  it('leaves out what was given as options, and keeps it', async () => {
    const core = new FormCore(sevenFields(3));
    core.values = { first: 'Ann', last: 'Lee', username: 'ann', email: 'ann@example.com' };
    core.problems = required;
    const { modal } = await zoe.uses('/hexa users add', { first: 'Ann', email: 'ann@example.com' });
    expect(textOf(modal)).toContain('**Label email:** ann@example.com');
    expect(textOf(modal)).toContain('Users: 1/10');
    expect(modal?.json.components.map((each) => each.label)).toEqual([
      undefined,
      'Password',
      'Confirm password',
      'Roles',
    ]);
    const answer = await zoe.submits(modal, { Password: 'x', 'Confirm password': 'x', Roles: ['role 1'] });
    expect(answer.text).toContain('Done');
    expect(core.submissions).toMatchObject([{ partial: 'last', values: { password: 'x', roles: ['r1'] } }]);
  });

  it('asks in two steps where nothing was given', async () => {
    const core = new FormCore(sevenFields(3));
    core.problems = required;
    const { modal } = await zoe.uses('/hexa users add');
    expect(modal?.customId).toBe(`+/users.add/${DRAFT}`);
    expect(modal?.json.components).toHaveLength(5);
    const first = await zoe.submits(modal, {
      'Label first': 'Ann',
      'Label last': 'Lee',
      'Label username': 'ann',
      'Label email': 'ann@example.com',
      Roles: ['role 2'],
    });
    expect(first.text).toContain('One more step');
    expect(first.text).toContain('**Label first:** Ann');
    expect(first.text).not.toContain('Please fill this in.');
    const second = await zoe.presses(first.message, 'Continue');
    expect(second.modal?.customId).toBe(`1/users.add/${DRAFT}`);
    const done = await zoe.submits(second.modal, { Password: 'x', 'Confirm password': 'x' });
    await done.shows('Done');
    expect(core.values).toEqual({
      first: 'Ann',
      last: 'Lee',
      username: 'ann',
      email: 'ann@example.com',
      roles: ['r2'],
    });
  });

  it('asks again for the field that was wrong, although it is filled in', async () => {
    const core = new FormCore(sevenFields(3));
    core.values = { first: 'Ann', last: 'Lee', username: 'ann', email: 'taken@example.com' };
    core.problems = ({ email }) =>
      email === 'taken@example.com' ? { email: 'Another user already has this email.' } : {};
    const { modal } = await zoe.uses('/hexa users add');
    const refused = await zoe.submits(modal, { Password: 'x', 'Confirm password': 'x', Roles: ['role 1'] });
    expect(refused.text).toContain('**Label email:** Another user already has this email.');
    expect(JSON.stringify(refused.message?.json)).not.toContain('"x"');
    const again = await zoe.presses(refused.message, 'Open the form');
    expect(again.modal?.json.components.map((each) => each.label).filter(Boolean)).toEqual([
      'Label email',
      'Password',
      'Confirm password',
      'Roles',
    ]);
    const done = await zoe.submits(again.modal, {
      'Label email': 'free@example.com',
      Password: 'x',
      'Confirm password': 'x',
    });
    await done.shows('free@example.com');
  });

  it('lets people change what the modal leaves out', async () => {
    const core = new FormCore(sevenFields(3));
    core.values = { first: 'Ann', last: 'Lee', username: 'ann', email: 'ann@example.com' };
    core.problems = ({ password }) => (password === 'x' ? { password: 'Too short.' } : {});
    const { modal } = await zoe.uses('/hexa users add');
    const refused = await zoe.submits(modal, { Password: 'x', 'Confirm password': 'x', Roles: ['role 1'] });
    const change = buttonsOf(refused.message!).find((each) => each.startsWith('Edit'));
    const again = await zoe.presses(refused.message, change!);
    expect(again.modal?.customId).toBe(`+/users.add/${DRAFT}`);
    expect(again.modal?.json.components.map((each) => each.label).filter(Boolean)).toEqual(
      LINES.map((name) => `Label ${name}`),
    );
  });

  it('is chosen from in a message where a list has more than 125 options', async () => {
    const core = new FormCore(sevenFields(130));
    core.values = { first: 'Ann', last: 'Lee', username: 'ann', email: 'ann@example.com' };
    core.problems = required;
    const shown = await zoe.uses('/hexa users add');
    expect(shown.kind).toBe('message');
    expect(shown.ephemeral).toBe(true);
    await zoe.selects(shown.message, 'Roles: role 0 … role 24', ['role 3', 'role 4']);
    await zoe.selects(shown.message, 'Roles: role 125 … role 129', ['role 129']);
    await zoe.selects(shown.message, 'Roles: role 0 … role 24', ['role 4']);
    expect(core.values.roles).toEqual(['r129', 'r4']);
    const { modal } = await zoe.presses(shown.message, 'Open the form');
    const done = await zoe.submits(modal, { Password: 'x', 'Confirm password': 'x' });
    await done.shows('Done');
    expect(done.text).toContain('r129');
  });
});

describe('a form without fields', () => {
  beforeEach(() => {
    new FormCore(() =>
      screen('Save?', [text('Gains much')], {
        form: { name: 'users.save', draft: DRAFT, submit: 'Save', close: 'Cancel', working: 'Saving…' },
        actions: [{ type: 'button', label: 'Change', action: { name: 'users.change', ids: [DRAFT] } }],
      }),
    );
  });

  it('is a message with a button that submits', async () => {
    const shown = await zoe.uses('/hexa users add');
    expect(buttonsOf(shown.message!)).toEqual(['Save', 'Change']);
    const saved = await zoe.presses(shown.message, 'Save');
    await saved.shows('Done');
    expect(textOf(shown.message)).toContain('### Done');
    expect(running.core.asked.at(-1)?.input).toEqual({
      type: 'form',
      name: 'users.save',
      draft: DRAFT,
      values: {},
      partial: 'last',
    });
  });
});

it('shows the buttons of a form behind its modal, and takes them away when it is sent', async () => {
  new FormCore((values) => ({
    ...sevenFields(2)(values),
    fields: [{ name: 'email', type: 'email', label: 'Email', required: true }],
    actions: [{ type: 'button', label: 'Manage roles', action: { name: 'roles.manage', ids: [DRAFT] } }],
  }));
  const opened = await zoe.uses('/hexa users add');
  await opened.shows(() => opened.followUps.length === 1);
  const [behind] = opened.followUps;
  expect(buttonsOf(behind!)).toEqual(['Open the form', 'Manage roles']);
  await zoe.presses(behind, 'Manage roles');
  expect(running.core.last.input).toMatchObject({ name: 'roles.manage', draft: DRAFT });
  const done = await zoe.submits(opened.modal, { Email: 'ann@example.com' });
  await done.shows('Done');
  await opened.shows(() => opened.followUps.length === 0);
});

it('answers with a button where the form is not ready in time', async () => {
  const core = new FormCore(sevenFields(2));
  core.values = { first: 'Ann', last: 'Lee', username: 'ann', email: 'ann@example.com' };
  const ready = running.core.onAnswer;
  const made = Promise.withResolvers<void>();
  using _late = limited(LIMITS, { formWithinMs: 0 });
  running.core.onAnswer = async (invocation) => {
    await made.promise;
    return ready(invocation);
  };
  const late = await zoe.uses('/hexa users add', {}, { wait: 'first' });
  made.resolve();
  await late.settled();
  running.core.onAnswer = ready;
  expect(late.kind).toBe('deferred');
  expect(buttonsOf(late.message!)[0]).toBe('Open the form');
  const { modal } = await zoe.presses(late.message, 'Open the form');
  expect(modal?.title).toBe('Add user');
});
