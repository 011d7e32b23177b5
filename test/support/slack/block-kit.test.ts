import { describe, expect, it } from 'vitest';
import { validateOptions } from './block-kit/validate-options.ts';
import { validateBlocks, validateView } from './index.ts';
import * as screens from './sample-screens.ts';
import type { Dict, Surface } from './types.ts';

const x = (length: number): string => 'x'.repeat(length);
const plain = (text: string): Dict => ({ type: 'plain_text', text });
const mrkdwn = (text: string): Dict => ({ type: 'mrkdwn', text });
const option = (value: string, more: Dict = {}): Dict => ({ text: plain(value), value, ...more });
const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, at) => make(at));
const manyOptions = (count: number): Dict[] => many(count, (at) => option(`o${at}`));

const section = (more: Dict = {}): Dict => ({ type: 'section', text: mrkdwn('hello'), ...more });
const beside = (accessory: Dict): Dict => section({ accessory });
const actions = (...elements: Dict[]): Dict => ({ type: 'actions', elements });
const button = (more: Dict = {}): Dict => ({ type: 'button', text: plain('Go'), action_id: 'go', ...more });
const input = (element: Dict, more: Dict = {}): Dict => ({
  type: 'input',
  label: plain('Name'),
  element,
  ...more,
});
const text = (more: Dict = {}): Dict => ({ type: 'plain_text_input', action_id: 'value', ...more });
const select = (more: Dict = {}): Dict => ({
  type: 'static_select',
  action_id: 'pick',
  options: manyOptions(2),
  ...more,
});
const image = (image_url: string): Dict => ({ type: 'image', image_url, alt_text: 'Ann' });
const confirm = (more: Dict = {}): Dict => ({
  title: plain('Sure?'),
  text: plain('It cannot be undone'),
  confirm: plain('Yes'),
  deny: plain('No'),
  ...more,
});
const cell = (value: string): Dict => ({ type: 'raw_text', text: value });
const rich = (value: string): Dict => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements: value ? [{ type: 'text', text: value }] : [] }],
});
const table = (rows: Dict[][], more: Dict = {}): Dict => ({ type: 'table', rows, ...more });
const data = (rows: Dict[][], more: Dict = {}): Dict => ({
  type: 'data_table',
  caption: 'Users',
  rows,
  ...more,
});

describe('blocks that Slack takes', () => {
  it.each<[string, Surface, Dict[]]>([
    ['everything a list has', 'message', screens.userList(1) as unknown as Dict[]],
    ['every kind of input', 'modal', screens.form().blocks as unknown as Dict[]],
    ['no blocks at all, which removes them', 'message', []],
    [
      'a section of fields',
      'home',
      [{ type: 'section', fields: many(10, () => mrkdwn(x(2000))), expand: true }],
    ],
    [
      'a button with everything',
      'message',
      [
        actions(
          button({
            confirm: confirm({ style: 'danger' }),
            value: x(2000),
            style: 'danger',
            url: 'https://hexabot.ai',
            accessibility_label: 'Go',
          }),
        ),
      ],
    ],
    ['an image from a public address', 'home', [beside(image('https://avatars.example.com/a.png'))]],
    ['a file of Slack as image', 'modal', [{ type: 'image', slack_file: { id: 'F1' }, alt_text: 'a' }]],
    [
      'grouped options, one chosen at first',
      'modal',
      [
        input({
          type: 'static_select',
          option_groups: [{ label: plain('A'), options: manyOptions(3) }],
          initial_option: option('o1'),
        }),
      ],
    ],
    [
      'mrkdwn options in checkboxes',
      'modal',
      [
        input({
          type: 'checkboxes',
          options: [{ text: mrkdwn('*A*'), value: 'a', description: mrkdwn('b') }],
        }),
      ],
    ],
    [
      'a link in an overflow menu',
      'message',
      [beside({ type: 'overflow', options: [option('a', { url: 'https://x.example' })] })],
    ],
    [
      'rich text',
      'message',
      [
        {
          type: 'rich_text',
          elements: [
            {
              type: 'rich_text_list',
              style: 'bullet',
              elements: [
                {
                  type: 'rich_text_section',
                  elements: [
                    { type: 'user', user_id: 'U1' },
                    { type: 'text', text: 'a', style: { bold: true } },
                  ],
                },
              ],
            },
          ],
        },
      ],
    ],
    [
      'a table with rich cells',
      'message',
      [table([[cell('a'), rich('b')]], { column_settings: [{ align: 'right', is_wrapped: true }] })],
    ],
    [
      'a data table',
      'message',
      [data([[cell('a')], [{ type: 'raw_number', value: 1, text: '1' }]], { page_size: 10 })],
    ],
    ['an alert in a modal', 'modal', [{ type: 'alert', text: plain('Careful'), level: 'warning' }]],
    [
      'a carousel of cards',
      'home',
      [{ type: 'carousel', elements: [{ type: 'card', title: mrkdwn('Ann'), actions: [button()] }] }],
    ],
    ['100 blocks in a view', 'home', many(100, () => ({ type: 'divider' }))],
  ])('%s', (_name, surface, blocks) => {
    expect(validateBlocks(blocks, surface)).toEqual([]);
  });
});

describe('blocks that Slack refuses', () => {
  const at = '[json-pointer:/blocks/0';
  it.each<[string, Surface, unknown, string]>([
    ['what is no list', 'message', { type: 'divider' }, 'must be an array'],
    [
      '51 blocks in a message',
      'message',
      many(51, () => ({ type: 'divider' })),
      'no more than 50 items allowed [json-pointer:/blocks]',
    ],
    [
      '101 blocks in a view',
      'modal',
      many(101, () => ({ type: 'divider' })),
      'no more than 100 items allowed',
    ],
    ['a view without blocks', 'home', [], 'no fewer than 1 items'],
    ['an unknown block', 'message', [{ type: 'marquee' }], `unsupported type: marquee ${at}]`],
    ['a table in a modal', 'modal', [table([[cell('a')]])], 'unsupported type: table'],
    ['a table on Home', 'home', [table([[cell('a')]])], 'unsupported type: table'],
    ['markdown in a modal', 'modal', [{ type: 'markdown', text: 'a' }], 'unsupported type: markdown'],
    ['an alert in a message', 'message', [{ type: 'alert', text: plain('a') }], 'unsupported type: alert'],
    ['an unknown property of a block', 'message', [section({ colour: 'red' })], 'unknown property: colour'],
    [
      'an unknown property of an element',
      'message',
      [actions(button({ color: 'red' }))],
      `unknown property: color ${at}/elements/0]`,
    ],
    ['a section without text', 'message', [{ type: 'section' }], 'at least one of text, fields'],
    [
      'empty text',
      'message',
      [section({ text: mrkdwn('') })],
      `must be more than 0 characters ${at}/text/text]`,
    ],
    ['long text', 'message', [section({ text: mrkdwn(x(3001)) })], 'must be less than 3001 characters'],
    [
      '11 fields',
      'message',
      [{ type: 'section', fields: many(11, () => plain('a')) }],
      'no more than 10 items',
    ],
    ['a long field', 'message', [{ type: 'section', fields: [plain(x(2001))] }], 'must be less than 2001'],
    [
      'markup in a header',
      'message',
      [{ type: 'header', text: mrkdwn('a') }],
      `must be one of plain_text ${at}/text/type]`,
    ],
    [
      'emoji for mrkdwn',
      'message',
      [section({ text: { ...mrkdwn('a'), emoji: true } })],
      'unknown property: emoji',
    ],
    [
      'a context of 11',
      'message',
      [{ type: 'context', elements: many(11, () => plain('a')) }],
      'no more than 10 items',
    ],
    [
      'a button in a context',
      'message',
      [{ type: 'context', elements: [button()] }],
      'unsupported type: button',
    ],
    [
      '26 actions',
      'message',
      [actions(...many(26, (n) => button({ action_id: `b${n}` })))],
      'no more than 25 items',
    ],
    ['no actions', 'message', [actions()], 'no fewer than 1 items'],
    ['a text input among actions', 'modal', [actions(text())], 'unsupported type: plain_text_input'],
    ['a long button', 'message', [actions(button({ text: plain(x(76)) }))], 'must be less than 76'],
    ['a long value', 'message', [actions(button({ value: x(2001) }))], 'must be less than 2001'],
    ['a value that is no string', 'message', [actions(button({ value: 1 }))], 'must be a string'],
    ['an odd style', 'message', [actions(button({ style: 'default' }))], 'must be one of primary, danger'],
    ['a broken link', 'message', [actions(button({ url: 'javascript:1' }))], 'must be a valid url'],
    ['a long action_id', 'message', [actions(button({ action_id: x(256) }))], 'must be less than 256'],
    ['a long block_id', 'message', [section({ block_id: x(256) })], 'must be less than 256'],
    ['an empty block_id', 'message', [section({ block_id: '' })], 'must be more than 0'],
    [
      'two equal action_ids in a block',
      'message',
      [actions(button(), button())],
      'action_id go is used twice',
    ],
    [
      'two equal block_ids',
      'message',
      [section({ block_id: 'a' }), section({ block_id: 'a' })],
      'block_id a is used twice [json-pointer:/blocks/1',
    ],
    [
      'a long confirmation',
      'message',
      [actions(button({ confirm: confirm({ text: plain(x(301)) }) }))],
      'must be less than 301',
    ],
    [
      'a confirmation without a title',
      'message',
      [actions(button({ confirm: confirm({ title: undefined }) }))],
      'missing required field: title',
    ],
    [
      'long buttons of a confirmation',
      'message',
      [actions(button({ confirm: confirm({ deny: plain(x(31)) }) }))],
      'must be less than 31',
    ],
    [
      '6 options in an overflow menu',
      'message',
      [beside({ type: 'overflow', options: manyOptions(6) })],
      'no more than 5 items',
    ],
    [
      'a link in a select',
      'modal',
      [input(select({ options: [option('a', { url: 'https://x.example' })] }))],
      'unknown property: url',
    ],
    ['101 options', 'modal', [input(select({ options: manyOptions(101) }))], 'no more than 100 items'],
    ['no options', 'modal', [input(select({ options: [] }))], 'no fewer than 1 items'],
    [
      'options and groups',
      'modal',
      [input(select({ option_groups: [] }))],
      'exactly one of options, option_groups',
    ],
    [
      'a long option',
      'modal',
      [input(select({ options: [{ text: plain(x(76)), value: 'a' }] }))],
      'must be less than 76',
    ],
    [
      'a long option value',
      'modal',
      [input(select({ options: [{ text: plain('a'), value: x(76) }] }))],
      'must be less than 76',
    ],
    [
      'an option without a value',
      'modal',
      [input(select({ options: [{ text: plain('a') }] }))],
      'missing required field: value',
    ],
    [
      'mrkdwn in a select',
      'modal',
      [input(select({ options: [{ text: mrkdwn('a'), value: 'a' }] }))],
      'must be one of plain_text',
    ],
    [
      'options of one value',
      'modal',
      [input(select({ options: [option('a'), option('a')] }))],
      'two options have the value a',
    ],
    [
      'a first option of another text',
      'modal',
      [input(select({ initial_option: { text: plain('zero'), value: 'o0' } }))],
      'initial option zero is not one of the options',
    ],
    [
      'a first option of another description',
      'modal',
      [input(select({ initial_option: option('o0', { description: plain('new') }) }))],
      'is not one of the options',
    ],
    [
      'more first options than may be chosen',
      'modal',
      [
        input({
          type: 'multi_static_select',
          options: manyOptions(3),
          initial_options: manyOptions(2),
          max_selected_items: 1,
        }),
      ],
      'more initial options than max_selected_items',
    ],
    [
      'first options that are an empty list',
      'modal',
      [input({ type: 'multi_external_select', initial_options: [] })],
      'no fewer than 1 items',
    ],
    ['a long placeholder', 'modal', [input(select({ placeholder: plain(x(151)) }))], 'must be less than 151'],
    [
      '11 radio buttons',
      'modal',
      [input({ type: 'radio_buttons', options: manyOptions(11) })],
      'no more than 10 items',
    ],
    [
      '11 checkboxes',
      'modal',
      [input({ type: 'checkboxes', options: manyOptions(11) })],
      'no more than 10 items',
    ],
    [
      'a person who is none',
      'modal',
      [input({ type: 'users_select', initial_user: 'ann' })],
      'must look like',
    ],
    ['a button as input', 'modal', [input(button())], 'unsupported type: button'],
    [
      'an input without a label',
      'modal',
      [{ type: 'input', element: text() }],
      'missing required field: label',
    ],
    [
      'too much initial text',
      'modal',
      [input(text({ initial_value: x(21), max_length: 20 }))],
      'initial_value must be less than 21',
    ],
    ['a max_length over 3000', 'modal', [input(text({ max_length: 3001 }))], 'must be at most 3000'],
    [
      'lengths crossed',
      'modal',
      [input(text({ min_length: 5, max_length: 4 }))],
      'min_length is more than max_length',
    ],
    ['a password input', 'modal', [input({ type: 'password_input' })], 'unsupported type: password_input'],
    [
      'an email input on Home',
      'home',
      [input({ type: 'email_text_input' })],
      'email_text_input is not for a home',
    ],
    [
      'two elements with the focus',
      'modal',
      [input(text({ focus_on_load: true })), input(text({ focus_on_load: true }))],
      'more than one element has focus_on_load',
    ],
    ['an image over http', 'message', [beside(image('http://x.example/a.png'))], 'image url must be https'],
    [
      'an image of localhost',
      'message',
      [beside(image('https://localhost:3000/a.png'))],
      'image url must be public',
    ],
    [
      'an image of a private network',
      'message',
      [image('https://192.168.1.2/a.png')],
      'image url must be public',
    ],
    [
      'an image without alt text',
      'message',
      [{ type: 'image', image_url: 'https://x.example/a.png' }],
      'missing required field: alt_text',
    ],
    [
      'an image without a source',
      'message',
      [{ type: 'image', alt_text: 'a' }],
      'exactly one of image_url, slack_file',
    ],
    ['two tables', 'message', [table([[cell('a')]]), table([[cell('a')]])], 'only one table allowed'],
    [
      'an empty cell',
      'message',
      [table([[cell('')]])],
      `must be more than 0 characters ${at}/rows/0/0/text]`,
    ],
    ['an empty rich cell', 'message', [table([[rich('')]])], 'must be more than 0 characters'],
    ['21 columns', 'message', [table([many(21, () => cell('a'))])], 'no more than 20 items'],
    ['101 rows', 'message', [table(many(101, () => [cell('a')]))], 'no more than 100 items'],
    [
      'rows of unequal length',
      'message',
      [table([[cell('a'), cell('b')], [cell('a')]])],
      'same number of cells',
    ],
    [
      'a table of too much text',
      'message',
      [table(many(11, () => [cell(x(1000))]))],
      'more than 10000 characters',
    ],
    ['a data table of one row', 'message', [data([[cell('a')]])], 'no fewer than 2 items'],
    [
      'a rich header of a data table',
      'message',
      [data([[rich('a')], [cell('b')]])],
      'a header cell is not rich text',
    ],
    [
      'unknown rich text',
      'message',
      [{ type: 'rich_text', elements: [{ type: 'rich_text_table' }] }],
      'unsupported type: rich_text_table',
    ],
    ['an empty card', 'message', [{ type: 'card' }], 'at least one of hero_image, title'],
    [
      'markdown over 12,000 in sum',
      'message',
      [
        { type: 'markdown', text: x(7000) },
        { type: 'markdown', text: x(5001) },
      ],
      'markdown blocks exceed 12000',
    ],
    [
      'blocks over 13,200 in sum',
      'message',
      many(5, () => section({ text: mrkdwn(x(2900)) })),
      'more than 13200',
    ],
  ])('%s', (_name, surface, blocks, problem) => {
    expect(validateBlocks(blocks, surface).join('\n')).toContain(problem);
  });
});

describe('views', () => {
  const modal = (more: Dict = {}): Dict => ({
    type: 'modal',
    title: plain('Add'),
    blocks: [section()],
    ...more,
  });
  const home = (more: Dict = {}): Dict => ({ type: 'home', blocks: [section()], ...more });

  it('are taken when they are as documented', () => {
    expect(validateView(screens.form())).toEqual([]);
    expect(validateView(home({ private_metadata: x(3000), callback_id: x(255), external_id: 'a' }))).toEqual(
      [],
    );
  });

  it.each<[string, unknown, string]>([
    ['no object', 'text', 'must be an object [json-pointer:/view]'],
    [
      'a long title',
      modal({ title: plain(x(25)) }),
      'must be less than 25 characters [json-pointer:/view/title/text]',
    ],
    ['a long submit', modal({ submit: plain(x(25)) }), '/view/submit/text'],
    ['a long close', modal({ close: plain(x(25)) }), '/view/close/text'],
    ['no title', { type: 'modal', blocks: [section()] }, 'missing required field: title'],
    ['inputs without submit', modal({ blocks: [input(text())] }), 'must define `submit`'],
    ['long metadata', modal({ private_metadata: x(3001) }), 'must be less than 3001'],
    ['a long callback_id', modal({ callback_id: x(256) }), 'must be less than 256'],
    ['submit on Home', home({ submit: plain('Save') }), 'unknown property: submit'],
    ['a title on Home', home({ title: plain('Home') }), 'unknown property: title'],
    ['an unknown type', { type: 'popup', title: plain('a'), blocks: [section()] }, 'must be one of modal'],
    ['an unknown property', modal({ width: 1 }), 'unknown property: width'],
    ['bad blocks', modal({ blocks: [{ type: 'table', rows: [] }] }), '[json-pointer:/view/blocks/0]'],
    [
      'more than 250 kB',
      home({ blocks: many(90, () => section({ text: mrkdwn(x(3000)) })) }),
      'more than 250000',
    ],
  ])('are refused for %s', (_name, view, problem) => {
    expect(validateView(view).join('\n')).toContain(problem);
  });
});

describe('options for an external select', () => {
  it('are taken up to 100, also none', () => {
    expect(validateOptions({ options: [] })).toEqual([]);
    expect(validateOptions({ options: manyOptions(100) })).toEqual([]);
    expect(validateOptions({ option_groups: [{ label: plain('A'), options: manyOptions(1) }] })).toEqual([]);
  });

  it('are refused otherwise', () => {
    expect(validateOptions({ options: manyOptions(101) }).join()).toContain('no more than 100 items');
    expect(validateOptions({}).join()).toContain('exactly one of options, option_groups');
    expect(validateOptions({ options: [{ text: plain('a') }] }).join()).toContain(
      'missing required field: value',
    );
  });
});
