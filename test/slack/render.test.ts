import { describe, expect, it } from 'vitest';
import type { Field, Part, Screen, Text } from '#chat/screen.ts';
import { renderHome, renderMessage, renderView } from '#slack/render/screen.ts';
import { addForm, screen, text } from '../support/fake-core.ts';
import { textOf, validateBlocks, validateView } from '../support/slack/index.ts';

const ANN = { platform: 'slack', workspace: 'T0ACME', user: 'U0ANN' } as const;
const AT = new Date('2026-11-05T10:30:00Z');
const ROW = {
  name: 'Bob Stone',
  status: 'active',
  statusLabel: 'Active',
  avatar: 'https://avatars.slack-edge.com/bob_72.png',
  facts: [{ label: 'Email', value: 'bob@example.com' }],
} as const;

/** The blocks of a part after the title, as a person reads them. */
function read(part: Part): string {
  const { blocks } = renderMessage(screen('T', [part]));
  expect(validateBlocks(blocks, 'message')).toEqual([]);
  return textOf(blocks.slice(1));
}

it('has no header where there is no title', () => {
  const { text: summary, blocks } = renderMessage(screen('', [text('Ann did it')]));
  expect(textOf(blocks)).toBe('Ann did it');
  expect(summary).toBe('Ann did it');
});

describe('each part in a message', () => {
  it.each<[string, Part, string]>([
    ['a text', { type: 'text', text: 'Hello <b> & *you*' }, 'Hello <b> & *you*'],
    ['a note', { type: 'text', style: 'note', text: 'Small' }, 'Small'],
    [
      'a text with everything inline',
      {
        type: 'text',
        text: [
          'by ',
          { type: 'person', identities: [ANN], name: 'Ann' },
          ' on ',
          { type: 'instant', at: AT, style: 'date' },
          ', see ',
          { type: 'link', text: 'the panel', url: 'https://hexabot.example' },
          ' or ',
          { type: 'code', text: '/hexa help' },
        ],
      },
      'by @U0ANN on 2026-11-05, see the panel (https://hexabot.example) or /hexa help',
    ],
    [
      'a person of another platform by name',
      {
        type: 'text',
        text: [{ type: 'person', identities: [{ ...ANN, platform: 'discord' }], name: '<@U1>' }],
      },
      '<@U1>',
    ],
    [
      'a person of several platforms as a mention of this one',
      {
        type: 'text',
        text: [{ type: 'person', identities: [{ ...ANN, platform: 'discord' }, ANN], name: 'Ann' }],
      },
      '@U0ANN',
    ],
    [
      'a link to nowhere safe as text',
      { type: 'text', text: [{ type: 'link', text: 'click', url: 'javascript:alert(1)' }] },
      'click',
    ],
    [
      'facts',
      {
        type: 'facts',
        facts: [
          { label: 'Email', value: 'a@b.c' },
          { label: 'Roles', value: '' },
        ],
      },
      'Email: a@b.c\nRoles: –',
    ],
    [
      'a matrix',
      { type: 'matrix', columns: ['read', 'update'], rows: [{ label: 'User', cells: [true, false] }] },
      '      read  update\nUser  ✓     ·',
    ],
    [
      'a diff',
      {
        type: 'diff',
        gained: ['User: create'],
        lost: ['Role: read'],
        labels: { gained: 'Gained', lost: 'Lost' },
      },
      'Gained\n+ User: create\nLost\n- Role: read',
    ],
    ['an image', { type: 'image', url: 'https://example.com/a.png', alt: 'A' }, '(A)'],
    ['an image that Slack cannot fetch', { type: 'image', url: 'http://localhost/a.png', alt: 'A' }, 'A'],
    [
      'actions, the closed ones with the reason',
      {
        type: 'actions',
        actions: [
          {
            type: 'button',
            label: 'Disable',
            action: { name: 'users.disable' },
            disabled: 'Your own account.',
          },
          { type: 'button', label: 'Show', action: { name: 'users.show' } },
        ],
      },
      '[Show]\nDisable: Your own account.',
    ],
  ])('shows %s', (_, part, expected) => {
    expect(read(part)).toBe(expected);
  });

  it('draws a table at the end of a message, and as paragraphs in views', () => {
    const table: Part = {
      type: 'table',
      columns: ['Name', 'Roles'],
      rows: [
        ['Ann', ''],
        ['Bob & Co', 'admin'],
      ],
    };
    const one = screen('Users', [table, text('2 users')]);
    const { blocks } = renderMessage(one);
    expect(blocks.map(({ type }) => type)).toEqual(['header', 'rich_text', 'table']);
    expect(textOf(blocks)).toContain('Ann | –\nBob & Co | admin');
    expect(textOf(renderHome(one).blocks)).toContain('Ann\nRoles: –\n\nBob & Co\nRoles: admin');
    expect(validateView(renderView(one))).toEqual([]);
  });

  it('shows a second table and one that is too large for a table block as paragraphs', () => {
    const table = (columns: number, rows: number): Part => ({
      type: 'table',
      columns: Array.from({ length: columns }, (_, at) => `c${at}`),
      rows: Array.from({ length: rows }, () => Array.from({ length: columns }, () => 'x')),
    });
    expect(validateBlocks(renderMessage(screen('T', [table(2, 2), table(2, 2)])).blocks, 'message')).toEqual(
      [],
    );
    for (const large of [table(21, 1), table(1, 100)]) {
      const { blocks } = renderMessage(screen('T', [large]));
      expect(blocks.some(({ type }) => type === 'table')).toBe(false);
      expect(textOf(blocks)).toContain('x');
    }
  });
});

describe('facts with a picture', () => {
  const picture = { url: 'https://avatars.slack-edge.com/a.png', name: 'Ann' };
  const ann = { type: 'person', identities: [ANN], name: 'Ann' } as const;
  const drawn = (value: Text, url: string | null = picture.url) => {
    const facts = [
      { label: 'Requested by', value },
      { label: 'Reason', value: 'Holiday cover' },
    ];
    return renderMessage(screen('T', [{ type: 'facts', facts, picture: { ...picture, url } }])).blocks.slice(
      1,
    );
  };

  it('have it beside the first, where a mention stays one', () => {
    expect(drawn([ann])).toEqual([
      {
        type: 'context',
        elements: [
          { type: 'image', image_url: picture.url, alt_text: 'Ann' },
          { type: 'mrkdwn', verbatim: true, text: '*Requested by:* <@U0ANN>' },
        ],
      },
      expect.objectContaining({ type: 'rich_text' }),
    ]);
  });

  it('say as plain text what could be markup', () => {
    expect(drawn('*Ann*')[0]).toMatchObject({
      elements: [{}, { type: 'plain_text', text: 'Requested by: *Ann*' }],
    });
  });

  it.each([null, 'https://10.0.0.1/a.png', 'http://avatars.slack-edge.com/a.png'])(
    'have none of %s',
    (url) => {
      const blocks = drawn([ann], url);
      expect(blocks.map(({ type }) => type)).toEqual(['rich_text']);
      expect(textOf(blocks)).toContain('@U0ANN');
    },
  );
});

describe('a row of users', () => {
  const show = { type: 'button', label: 'Show', action: { name: 'users.show', ids: ['u1'] } } as const;
  const roles = { type: 'button', label: 'Roles', action: { name: 'users.roles', ids: ['u1'] } } as const;
  const confirm = { title: 'Sure?', text: 'Really?', confirm: 'Yes', cancel: 'No' };
  const typesOf = (row: object): string[] =>
    renderMessage(screen('T', [{ type: 'users', rows: [{ ...ROW, ...row }] }]))
      .blocks.slice(1)
      .map(({ type }) => type);

  it('has a picture, and what can be done in its corner', () => {
    const { blocks } = renderMessage(
      screen('T', [{ type: 'users', rows: [{ ...ROW, actions: [show, roles] }] }]),
    );
    expect(blocks[1]).toMatchObject({
      type: 'section',
      text: { type: 'mrkdwn', verbatim: true, text: '🟢 *Bob Stone* · Active\nbob@example.com' },
      accessory: { type: 'overflow', options: [{ value: '1/users.show/u1' }, { value: '1/users.roles/u1' }] },
    });
    expect(blocks[2]).toMatchObject({
      type: 'context',
      elements: [{ type: 'image', alt_text: 'Bob Stone' }],
    });
    expect(typesOf({ actions: [show], avatar: null })).toEqual(['section']);
  });

  it('has ID and dates last, in grey and in the zone of whoever reads', () => {
    const smallPrint = [
      { label: 'ID', value: '0b7c1a52' },
      { label: 'Created', value: [{ type: 'instant', at: AT, style: 'date' }] },
    ];
    const { blocks } = renderMessage(
      screen('T', [
        { type: 'users', rows: [{ ...ROW, avatar: null, smallPrint, actions: [show] }] },
      ] as never),
    );
    expect(blocks[2]).toEqual({
      type: 'context',
      elements: [
        {
          type: 'mrkdwn',
          verbatim: true,
          text: 'ID 0b7c1a52 · Created <!date^1793874600^{date_short}|2026-11-05>',
        },
      ],
    });
  });

  it.each(['*Bob*', '_Bob', 'Bob_', 'B~o~b', '`Bob`', ':x:', '<@U1>', 'B&B'])(
    'has no bold where a name could be markup: %s',
    (name) => {
      const { blocks } = renderMessage(
        screen('T', [{ type: 'users', rows: [{ ...ROW, name, actions: [show] }] }]),
      );
      expect(blocks[1]).toMatchObject({ type: 'section', text: { type: 'plain_text' } });
      expect(textOf(blocks.slice(1))).toContain(name);
    },
  );

  it('shows ten users with pictures, menus and dates in one message, names whole', () => {
    const id = (n: number) => `0b7c1a52-0000-4000-8000-00000000000${n}`;
    const rows = Array.from({ length: 10 }, (_, n) => ({
      ...ROW,
      name: `Bartholomew Featherstonehaugh ${n}`,
      facts: [
        { label: 'Email', value: `bartholomew.featherstonehaugh${n}@subsidiary.example.com` },
        { label: 'Roles', value: 'manager, editor' },
      ],
      smallPrint: [
        { label: 'ID', value: '0b7c1a52' },
        ...['Created', 'Updated'].map((label) => ({
          label,
          value: [{ type: 'instant', at: AT, style: 'date' }],
        })),
      ],
      actions: ['users.show', 'users.disable.ask', 'users.roles'].map((name) => ({
        type: 'button',
        label: 'Manage roles',
        action: { name, ids: [id(n)] },
      })),
    }));
    const { blocks } = renderMessage(screen('Users', [{ type: 'users', rows }] as never));
    expect(validateBlocks(blocks, 'message')).toEqual([]);
    expect(blocks).toHaveLength(21);
    expect(textOf(blocks)).not.toContain('…');
  });

  it('has buttons of its own where a menu could not ask for confirmation or hold the ids', () => {
    expect(typesOf({ actions: [show, { ...roles, confirm }] })).toEqual(['rich_text', 'context', 'actions']);
    const ids = ['0b7c1a52-0000-4000-8000-000000000000', '0b7c1a52-0000-4000-8000-000000000001'];
    expect(typesOf({ actions: [show, { ...roles, action: { name: 'users.roles', ids } }] })).toContain(
      'actions',
    );
  });

  it('shows no picture that Slack could not fetch', () => {
    expect(typesOf({ avatar: 'http://example.com/a.png' })).not.toContain('context');
    expect(typesOf({ avatar: 'https://10.0.0.7/a.png' })).not.toContain('context');
  });
});

describe('a form', () => {
  it('has the form in its callback_id, the draft in its metadata, and a block for each field', () => {
    const view = renderView(addForm({}, 'the-draft'));
    expect(validateView(view)).toEqual([]);
    expect(view).toMatchObject({
      callback_id: '1/users.add',
      private_metadata: 'the-draft',
      submit: { text: 'Add user' },
      close: { text: 'Cancel' },
      title: { text: 'Add user' },
    });
    expect(view.blocks.map(({ block_id }) => block_id)).toEqual(['email', 'password', 'roles']);
  });

  it('has other block ids each time it is shown with other initial values', () => {
    expect(renderView(addForm(), { revision: 2 }).blocks.map(({ block_id }) => block_id)).toEqual([
      'email~2',
      'password~2',
      'roles~2',
    ]);
  });

  it('keeps which form it lies upon', () => {
    expect(renderView(addForm({}, 'd'), { below: 3 }).private_metadata).toBe('d~3');
    expect(renderView(screen('Roles'), { below: 2 }).private_metadata).toBe('~2');
    expect(renderView(screen('Roles')).private_metadata).toBeUndefined();
  });

  it.each<[string, Field, object]>([
    [
      'text',
      { type: 'text', name: 'a', label: 'A', required: true, initial: 'x', maxLength: 9 },
      { type: 'plain_text_input', initial_value: 'x', max_length: 9 },
    ],
    [
      'long text',
      { type: 'long_text', name: 'a', label: 'A', required: true },
      { type: 'plain_text_input', multiline: true },
    ],
    ['a person', { type: 'person', name: 'a', label: 'A', required: true }, { type: 'users_select' }],
    [
      'a check',
      { type: 'check', name: 'a', label: 'A', required: true, initial: true },
      { type: 'checkboxes', initial_options: [{ value: 'true' }] },
    ],
    [
      'a choice',
      {
        type: 'choice',
        name: 'a',
        label: 'A',
        required: true,
        options: [{ value: '1', label: 'One' }],
        initial: '1',
      },
      { type: 'static_select', initial_option: { value: '1' } },
    ],
  ])('asks for %s', (_, field, expected) => {
    const view = renderView({ ...addForm(), fields: [field] });
    expect(validateView(view)).toEqual([]);
    expect(view.blocks[0]).toMatchObject({ type: 'input', block_id: 'a', element: expected });
  });

  it.each<[string, number, 'roles' | undefined, string]>([
    ['up to 100 options in a select', 100, 'roles', 'multi_static_select'],
    ['more where the core can search', 101, 'roles', 'multi_external_select'],
    ['more in groups where it cannot', 300, undefined, 'multi_static_select'],
  ])('offers %s', (_, count, source, type) => {
    const options = Array.from({ length: count }, (_, at) => ({ value: `r${at}`, label: `role ${at}` }));
    const view = renderView({
      ...addForm(),
      fields: [
        {
          type: 'choices',
          name: 'roles',
          label: 'Roles',
          required: true,
          options,
          initial: ['r99'],
          ...(source && { source }),
        },
      ],
    });
    expect(validateView(view)).toEqual([]);
    expect(view.blocks[0]).toMatchObject({ element: { type, initial_options: [{ value: 'r99' }] } });
  });

  it('must be a form to have fields in a modal', () => {
    const { form: _form, ...rest } = addForm();
    expect(() => renderView(rest)).toThrow('has fields but no form');
  });
});

describe('titles', () => {
  it('says the whole in the modal where the title is too short for it, and what kind it is', () => {
    const long: Screen = { ...screen('A title of far more than twenty-four characters'), tone: 'refusal' };
    const view = renderView(long);
    expect(view.title.text).toBe('A title of far more tha…');
    expect(textOf(view.blocks)).toBe('⛔ A title of far more than twenty-four characters');
    expect(renderView({ ...long, shortTitle: 'Short' }).title.text).toBe('Short');
  });

  it('escapes what goes into plain text and into the text for notifications', () => {
    const { text: summary, blocks } = renderMessage(screen('R&D <!here>', [text('<!channel>')]));
    expect(summary).toBe('R&amp;D &lt;!here&gt;\n&lt;!channel&gt;');
    expect(blocks[0]).toMatchObject({ text: { text: 'R&amp;D &lt;!here&gt;' } });
    expect(blocks[1]).toMatchObject({ elements: [{ elements: [{ type: 'text', text: '<!channel>' }] }] });
  });
});

describe('too much', () => {
  it('splits a long text over blocks and leaves nothing out', () => {
    const words = Array.from({ length: 1_500 }, (_, at) => `w${at}`).join(' ');
    const { blocks } = renderMessage(screen('T', [text(words)]));
    expect(validateBlocks(blocks, 'message')).toEqual([]);
    expect(textOf(blocks.slice(1)).replaceAll('\n', '')).toBe(words);
  });

  it('is an error of the command that made the screen, never cut', () => {
    const many = Array.from({ length: 51 }, (): Part => ({ type: 'divider' }));
    expect(() => renderMessage(screen('T', many))).toThrow('52 blocks of at most 50');
    expect(() => renderMessage(screen('T', [text('x'.repeat(20_000))]))).toThrow(/does not fit/);
    expect(() => renderHome(screen('T', [...many, ...many]))).toThrow('103 blocks of at most 100');
    const option = { value: 'v'.repeat(76), label: 'x' };
    const field: Field = { type: 'choice', name: 'a', label: 'A', required: true, options: [option] };
    expect(() => renderView({ ...addForm(), fields: [field] })).toThrow(/76 characters/);
  });

  it('shortens names to what fits, each with …', () => {
    const rows = Array.from({ length: 10 }, () => [
      '0b7c1a52',
      'N'.repeat(500),
      'e'.repeat(255),
      'r'.repeat(2_000),
    ]);
    const { blocks } = renderMessage(
      screen('Users', [{ type: 'table', columns: ['Id', 'Name', 'Email', 'Roles'], rows }]),
    );
    expect(validateBlocks(blocks, 'message')).toEqual([]);
    expect(textOf(blocks)).toContain('e'.repeat(150));
    expect(textOf(blocks)).toContain('r…');
  });
});
