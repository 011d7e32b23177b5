import fc from 'fast-check';
import type { Action, Fact, Field, Option, Part, Screen, Text, UserRow } from '#chat/screen.ts';

/** What differs between platforms: their markup and how much one screen of theirs is asked to hold. */
interface Spec {
  /** Their control syntax, and what their clients turn into links, formats and emoji. */
  syntax: readonly string[];
  /** Names of 255 characters that are the hardest for them. */
  long: readonly string[];
  workspace: string;
  user: string;
  /** A picture that they show. */
  avatar: string;
  pageSize: number;
  /** How many roles a form offers. */
  roles: number;
  /** How many actions stand together, with how many names, and how many options a select has. */
  actions: number;
  actionNames: number;
  selectOptions: number;
}

/** What breaks lines, order or encodings anywhere. */
const ANYWHERE = ['\n', '\r\n', '\u202e', '\u2028', '\u0000', '\ud800', '👩‍👩‍👧‍👦', 'é', ' '];

/** Screens whose every text comes from somebody hostile. */
export function hostileScreens(spec: Spec) {
  const syntax = [...spec.syntax, ...ANYWHERE];
  /** At most 255 characters, as Hexabot keeps them; often with control syntax, often long. */
  const hostile = fc
    .array(fc.oneof(fc.constantFrom(...syntax), fc.string({ unit: 'grapheme', maxLength: 20 })), {
      maxLength: 30,
    })
    .map((pieces) => pieces.join('').slice(0, 255));

  const long = fc.constantFrom(...spec.long);
  const name = fc.oneof({ weight: 3, arbitrary: hostile }, { weight: 1, arbitrary: long });

  const id = fc.uuid();
  const at = fc.date({ min: new Date(0), max: new Date('2099-01-01'), noInvalidDate: true });
  const identity = fc.record({
    platform: fc.constantFrom('slack' as const, 'discord' as const),
    workspace: fc.constant(spec.workspace),
    user: fc.oneof(fc.constant(spec.user), name),
  });

  const text: fc.Arbitrary<Text> = fc.oneof(
    name,
    fc.array(
      fc.oneof(
        name,
        fc.record({ type: fc.constantFrom('strong' as const, 'code' as const), text: name }),
        fc.record({
          type: fc.constant('person' as const),
          identities: fc.array(identity, { maxLength: 2 }),
          name,
        }),
        fc.record({
          type: fc.constant('instant' as const),
          at,
          style: fc.constantFrom('date' as const, 'time' as const, 'relative' as const),
        }),
        fc.record({
          type: fc.constant('link' as const),
          text: name,
          url: fc.oneof(fc.webUrl(), fc.constantFrom('javascript:alert(1)', 'https://a.b/c_(d)*e*')),
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
          action: id.map((one) => ({ name: `act.${'abcdefghij'[index % spec.actionNames]}`, ids: [one] })),
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
        action: fc.constant({ name: `pick.${'abcdefghij'[index % spec.actionNames]}` }),
        options: options(1, spec.selectOptions),
      }),
    );
  }

  function actions(most: number): fc.Arbitrary<Action[]> {
    return fc
      .integer({ min: 0, max: most })
      .chain((count) => fc.tuple(...Array.from({ length: count }, (_, i) => action(i))));
  }

  function options(min: number, max: number): fc.Arbitrary<Option[]> {
    return fc.uniqueArray(
      fc.record({ value: id, label: name, description: name }, { requiredKeys: ['value', 'label'] }),
      {
        minLength: min,
        maxLength: max,
        selector: ({ value }) => value,
      },
    );
  }

  const facts: fc.Arbitrary<Fact[]> = fc.array(fc.record({ label: name, value: text }), { maxLength: 8 });

  /** Buttons as a list of users has them: two or three, one with a dialog, some that cannot be pressed. */
  const rowActions = fc
    .tuple(id, name, fc.boolean(), fc.boolean())
    .map(([one, who, isOwn, isLocked]): Action[] => [
      { type: 'button', label: 'Show', action: { name: 'users.show', ids: [one] } },
      {
        type: 'button',
        label: 'Manage roles',
        action: { name: 'users.roles', ids: [one] },
        ...(isLocked && { disabled: 'The identity provider decides about roles.' }),
      },
      {
        type: 'button',
        label: 'Disable',
        action: { name: 'users.disable', ids: [one] },
        style: 'danger',
        ...(isOwn
          ? { disabled: 'This is your own account.' }
          : {
              confirm: {
                title: 'Disable this user?',
                text: `${who} will not be able to sign in, and their sessions end now.`,
                confirm: 'Disable',
                cancel: 'Cancel',
              },
            }),
      },
    ]);

  const userRow: fc.Arbitrary<UserRow> = fc.record(
    {
      name: fc.tuple(name, name).map((names) => names.join(' ')),
      status: fc.constantFrom(
        'active' as const,
        'pending' as const,
        'disabled' as const,
        'inactive' as const,
      ),
      statusLabel: fc.constantFrom('Active', 'Pending'),
      avatar: fc.constantFrom(null, spec.avatar, 'http://10.0.0.1/a.png', 'nonsense'),
      facts: fc.tuple(name, name, name).map(([email, roles, username]) => [
        { label: 'Email', value: email },
        { label: 'Roles', value: roles },
        { label: 'Username', value: username },
      ]),
      actions: rowActions,
    },
    { requiredKeys: ['name', 'status', 'statusLabel', 'avatar', 'facts'] },
  );

  /** A page of users. */
  const usersPart: fc.Arbitrary<Part> = fc.record({
    type: fc.constant('users' as const),
    rows: fc.array(userRow, { minLength: spec.pageSize, maxLength: spec.pageSize }),
  });

  /** The same page as a table: id, name, email, roles, status, created, updated. */
  const usersTable: fc.Arbitrary<Part> = fc.record({
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
      { minLength: spec.pageSize, maxLength: spec.pageSize },
    ),
  });

  const matrixPart: fc.Arbitrary<Part> = fc.record({
    type: fc.constant('matrix' as const),
    columns: fc.constantFrom(['create', 'read', 'update', 'delete'], ['same', 'same', 'other', '']),
    rows: fc.array(
      fc.record({ label: name, cells: fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }) }),
      {
        minLength: 40,
        maxLength: 40,
      },
    ),
  });

  /** All permissions of 40 models. */
  const diffPart: fc.Arbitrary<Part> = fc.array(name, { minLength: 40, maxLength: 40 }).chain((models) => {
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
  const part: fc.Arbitrary<Part> = fc.oneof(
    fc.record({ type: fc.constant('text' as const), text }),
    fc.record({ type: fc.constant('text' as const), text, style: fc.constant('note' as const) }),
    fc.record(
      {
        type: fc.constant('facts' as const),
        facts,
        picture: fc.record({ url: fc.oneof(fc.constant(spec.avatar), name), name }),
      },
      { requiredKeys: ['type', 'facts'] },
    ),
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
    fc.record({ type: fc.constant('actions' as const), actions: actions(spec.actions) }),
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
      options(0, spec.roles).chain((all) =>
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

  /** A form of every kind of field, with up to as many roles as are offered; at most 5 passwords, as no form asks more. */
  const form: fc.Arbitrary<Screen> = fc.record({
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
  const screen: fc.Arbitrary<Screen> = fc.record({
    title: name,
    tone: fc.constantFrom('neutral' as const, 'success' as const, 'warning' as const, 'refusal' as const),
    parts: fc.array(part, { minLength: 0, maxLength: 1 }),
    actions: actions(3),
  });

  return { name, part, usersPart, usersTable, matrixPart, form, screen };
}
