import fc from 'fast-check';
import type { Action, Fact, Field, Option, Part, Screen, Text, UserRow } from '#chat/screen.ts';

/** What Discord's clients turn into formats, links, mentions, times and emoji. */
const SYNTAX = [
  '@everyone',
  '@here',
  '<@1100000000000000002>',
  '<@&1100000000000000003>',
  '<#1100000000000000004>',
  '</hexa users:1100000000000000005>',
  '<t:0:R>',
  '<:x:1100000000000000006>',
  '<id:customize>',
  '**bold**',
  '__under__',
  '~~struck~~',
  '||spoiler||',
  '`code`',
  '``',
  '```block```',
  '# heading',
  '-# small',
  '- item',
  '1. item',
  '> quote',
  '>>> quote',
  '[Approve](https://evil.example)',
  '<https://evil.example>',
  'https://evil.example',
  ':smile:',
  '\\',
  '\n',
  '\r\n',
  '\u202e',
  '\u2028',
  '\u0000',
  '\ud800',
  '👩‍👩‍👧‍👦',
  ' ',
];

/** At most 255 characters, as Hexabot keeps them; often with control syntax, often long. */
export const hostile = fc
  .array(fc.oneof(fc.constantFrom(...SYNTAX), fc.string({ unit: 'grapheme', maxLength: 20 })), {
    maxLength: 30,
  })
  .map((pieces) => pieces.join('').slice(0, 255));

const long = fc.constantFrom('x'.repeat(255), '*'.repeat(255), '@everyone '.repeat(25), '👍'.repeat(127));
export const name = fc.oneof({ weight: 3, arbitrary: hostile }, { weight: 1, arbitrary: long });

const id = fc.uuid();
const at = fc.date({ min: new Date(0), max: new Date('2099-01-01'), noInvalidDate: true });
const identity = fc.record({
  platform: fc.constantFrom('slack' as const, 'discord' as const),
  workspace: fc.constant('1100000000000000009'),
  user: fc.oneof(fc.constant('1100000000000000010'), name),
});

const text: fc.Arbitrary<Text> = fc.oneof(
  name,
  fc.array(
    fc.oneof(
      name,
      fc.record({ type: fc.constantFrom('strong' as const, 'code' as const), text: name }),
      fc.record({ type: fc.constant('person' as const), identity, name }),
      fc.record({
        type: fc.constant('instant' as const),
        at,
        style: fc.constantFrom('date' as const, 'time' as const, 'relative' as const),
      }),
      fc.record({
        type: fc.constant('link' as const),
        text: name,
        url: fc.oneof(fc.webUrl(), fc.constant('javascript:alert(1)'), fc.constant('https://a.b/c_(d)*e*')),
      }),
    ),
    { maxLength: 5 },
  ),
);

const confirm = fc.record({ title: name, text: name, confirm: name, cancel: name });

function action(index: number): fc.Arbitrary<Action> {
  return fc.oneof(
    fc.record(
      {
        type: fc.constant('button' as const),
        label: name,
        action: id.map((one) => ({ name: `act.${'abcdefghij'[index % 3]}`, ids: [one, one] })),
        confirm,
        style: fc.constantFrom('primary' as const, 'danger' as const),
        disabled: name,
      },
      { requiredKeys: ['type', 'label', 'action'] },
    ),
    fc.record({ type: fc.constant('link' as const), label: name, url: fc.webUrl() }),
    fc.record({
      type: fc.constant('select' as const),
      label: name,
      action: fc.constant({ name: `pick.${'abcdefghij'[index % 2]}` }),
      options: options(1, 60),
    }),
  );
}

export function actions(most: number): fc.Arbitrary<Action[]> {
  return fc
    .integer({ min: 0, max: most })
    .chain((count) => fc.tuple(...Array.from({ length: count }, (_, i) => action(i))));
}

export function options(min: number, max: number): fc.Arbitrary<Option[]> {
  return fc.uniqueArray(
    fc.record({ value: id, label: name, description: name }, { requiredKeys: ['value', 'label'] }),
    { minLength: min, maxLength: max, selector: ({ value }) => value },
  );
}

const facts: fc.Arbitrary<Fact[]> = fc.array(fc.record({ label: name, value: text }), { maxLength: 8 });

/** Buttons as a list of users has them: some with a dialog, some that cannot be pressed. */
const rowActions = fc.array(
  fc.record(
    {
      type: fc.constant('button' as const),
      label: fc.constantFrom('Show', 'Manage roles', 'Disable'),
      action: id.map((one) => ({ name: 'users.show', ids: [one] })),
      confirm,
      disabled: fc.constantFrom('Your own row', 'Managed by SSO'),
    },
    { requiredKeys: ['type', 'label', 'action'] },
  ),
  { maxLength: 3 },
);

export const userRow: fc.Arbitrary<UserRow> = fc.record(
  {
    name: fc.tuple(name, name).map((names) => names.join(' ')),
    status: fc.constantFrom('active' as const, 'pending' as const, 'disabled' as const, 'inactive' as const),
    statusLabel: fc.constantFrom('Active', 'Pending'),
    avatar: fc.constantFrom(
      null,
      'https://cdn.discordapp.com/avatars/1/a.png',
      'http://10.0.0.1/a.png',
      'nonsense',
    ),
    facts: fc.tuple(name, name, name).map(([email, roles, username]) => [
      { label: 'Email', value: email },
      { label: 'Roles', value: roles },
      { label: 'Username', value: username },
    ]),
    actions: rowActions,
  },
  { requiredKeys: ['name', 'status', 'statusLabel', 'avatar', 'facts'] },
);

/** A page of users: 8 on Discord. */
export const usersPart: fc.Arbitrary<Part> = fc.record({
  type: fc.constant('users' as const),
  rows: fc.array(userRow, { minLength: 8, maxLength: 8 }),
});

/** The same page as a table: id, name, email, roles, status, created, updated. */
export const usersTable: fc.Arbitrary<Part> = fc.record({
  type: fc.constant('table' as const),
  columns: fc.constant(['Id', 'Full name', 'Email', 'Roles', 'Status', 'Created', 'Updated']),
  rows: fc.array(
    fc.tuple(
      id,
      fc.tuple(name, name).map((names) => names.join(' ')),
      name,
      fc.array(name, { maxLength: 5 }).map((all) => all.join(', ')),
      fc.constant('Active'),
      text,
      text,
    ),
    { minLength: 8, maxLength: 8 },
  ),
});

export const matrixPart: fc.Arbitrary<Part> = fc.record({
  type: fc.constant('matrix' as const),
  columns: fc.constantFrom(['create', 'read', 'update', 'delete'], ['same', 'same', 'other', '']),
  rows: fc.array(fc.record({ label: name, cells: fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }) }), {
    minLength: 40,
    maxLength: 40,
  }),
});

/** All permissions of 40 models. */
export const diffPart: fc.Arbitrary<Part> = fc
  .array(name, { minLength: 40, maxLength: 40 })
  .chain((models) => {
    const names = models.flatMap((model) =>
      ['create', 'read', 'update', 'delete'].map((one) => `${model}: ${one}`),
    );
    return fc.record({
      type: fc.constant('diff' as const),
      gained: fc.subarray(names),
      lost: fc.subarray(names.slice(0, 40)),
      labels: fc.constant({ gained: 'Gained', lost: 'Lost' }),
    });
  });

/** Any one part with hostile content, of a size that a command may show on one page. */
export const part: fc.Arbitrary<Part> = fc.oneof(
  fc.record({ type: fc.constant('text' as const), text }),
  fc.record({ type: fc.constant('text' as const), text, style: fc.constant('note' as const) }),
  fc.record({ type: fc.constant('facts' as const), facts }),
  usersPart,
  usersTable,
  matrixPart,
  diffPart,
  fc.record({
    type: fc.constant('image' as const),
    url: fc.oneof(fc.constant('https://example.com/a.png'), name),
    alt: name,
  }),
  fc.constant({ type: 'divider' as const }),
  fc.record({ type: fc.constant('actions' as const), actions: actions(3) }),
);

function field(index: number): fc.Arbitrary<Field> {
  const base = { name: fc.constant(`field${index}`), label: name, hint: name, required: fc.boolean() };
  const needed = { requiredKeys: ['name', 'label', 'required', 'type'] as never[] };
  const source = fc.constantFrom('users' as const, 'roles' as const);
  return fc.oneof(
    fc.record(
      {
        ...base,
        type: fc.constantFrom('text' as const, 'long_text' as const, 'email' as const),
        initial: name,
        maxLength: fc.integer({ min: 1, max: 5000 }),
      },
      needed,
    ),
    fc.record({ ...base, type: fc.constant('password' as const) }, needed),
    fc.record(
      { ...base, type: fc.constant('choice' as const), options: options(0, 8), initial: id, source },
      { requiredKeys: [...needed.requiredKeys, 'options' as never] },
    ),
    options(0, 150).chain((all) =>
      fc.record(
        {
          ...base,
          type: fc.constant('choices' as const),
          options: fc.constant(all),
          initial: fc.subarray(all.map(({ value }) => value)),
          source,
        },
        { requiredKeys: [...needed.requiredKeys, 'options' as never] },
      ),
    ),
    fc.record({ ...base, type: fc.constant('person' as const) }, needed),
    fc.record({ ...base, type: fc.constant('check' as const), initial: fc.boolean() }, needed),
  ) as fc.Arbitrary<Field>;
}

/** A form of every kind of field, with up to 150 roles; at most 5 passwords, as no form asks more. */
export const form: fc.Arbitrary<Screen> = fc.record({
  title: name,
  tone: fc.constant('neutral' as const),
  parts: fc.array(fc.record({ type: fc.constant('text' as const), text }), { maxLength: 2 }),
  fields: fc
    .integer({ min: 1, max: 8 })
    .chain((count) => fc.tuple(...Array.from({ length: count }, (_, i) => field(i))))
    .filter((fields) => fields.filter(({ type }) => type === 'password').length <= 5),
  form: fc.record({ name: fc.constant('users.add'), draft: id, submit: name, close: name, working: name }),
});

/** One part at a time, so that any failure says which. */
export const screen: fc.Arbitrary<Screen> = fc.record({
  title: name,
  tone: fc.constantFrom('neutral' as const, 'success' as const, 'warning' as const, 'refusal' as const),
  parts: fc.array(part, { minLength: 0, maxLength: 1 }),
  actions: actions(3),
});
