import type { HomeView, KnownBlock, ModalView, PlainTextElement, PlainTextOption } from '@slack/types';

const plain = (text: string): PlainTextElement => ({ type: 'plain_text', text });
const option = (text: string): PlainTextOption => ({ text: plain(text), value: text.toLowerCase() });

export function roles(): PlainTextOption[] {
  return ['Admin', 'Editor', 'Reader'].map(option);
}

export function userList(page: number): KnownBlock[] {
  return [
    { type: 'header', text: plain(`Users, page ${page}`) },
    {
      type: 'section',
      text: { type: 'mrkdwn', text: '*Ann* ann@example.com &lt;!channel&gt;' },
      accessory: { type: 'button', text: plain('Open'), action_id: 'page', value: '10' },
    },
    {
      type: 'section',
      text: { type: 'mrkdwn', text: '*Bob* bob@example.com' },
      accessory: { type: 'button', text: plain('Open'), action_id: 'page', value: '20' },
    },
    {
      type: 'table',
      rows: [
        [
          { type: 'raw_text', text: 'Name' },
          { type: 'raw_text', text: 'Role' },
        ],
        [
          { type: 'raw_text', text: 'Ann' },
          { type: 'raw_text', text: 'Admin' },
        ],
      ],
    },
    {
      type: 'actions',
      block_id: 'paging',
      elements: [
        { type: 'button', text: plain('Next'), action_id: 'page', value: String(page + 1) },
        { type: 'button', text: plain('Dismiss'), action_id: 'gone' },
        { type: 'button', text: plain('Vague'), action_id: 'vague' },
        { type: 'button', text: plain('Loud'), action_id: 'loud' },
        { type: 'static_select', placeholder: plain('Role'), action_id: 'role_filter', options: roles() },
        { type: 'overflow', action_id: 'menu', options: [option('Edit'), option('Resend')] },
      ],
    },
  ];
}

export function card(): KnownBlock[] {
  return [
    { type: 'section', text: { type: 'mrkdwn', text: 'Bob asks for *Editor*' } },
    {
      type: 'actions',
      elements: [
        { type: 'button', text: plain('Approve'), action_id: 'approve', value: 'r1', style: 'primary' },
      ],
    },
  ];
}

export function decided(text: string): KnownBlock[] {
  return [{ type: 'section', text: { type: 'mrkdwn', text } }];
}

/** A form with one input of each kind that the product has. */
export function form(name?: string): ModalView {
  return {
    type: 'modal',
    callback_id: 'add_user',
    title: plain('Add user'),
    submit: plain('Create'),
    notify_on_close: true,
    blocks: [
      {
        type: 'input',
        block_id: 'name',
        label: plain('Username'),
        hint: plain('Lower case'),
        element: {
          type: 'plain_text_input',
          action_id: 'value',
          max_length: 20,
          ...(name ? { initial_value: name } : {}),
        },
      },
      {
        type: 'input',
        block_id: 'email',
        label: plain('Email'),
        element: { type: 'email_text_input', action_id: 'value' },
      },
      {
        type: 'input',
        block_id: 'roles',
        label: plain('Roles'),
        element: { type: 'multi_external_select', action_id: 'roles', min_query_length: 1 },
      },
      {
        type: 'input',
        block_id: 'plan',
        label: plain('Plan'),
        optional: true,
        element: {
          type: 'static_select',
          action_id: 'value',
          options: roles(),
          initial_option: option('Reader'),
        },
      },
      {
        type: 'input',
        block_id: 'flags',
        label: plain('Flags'),
        optional: true,
        element: { type: 'checkboxes', action_id: 'value', options: [option('Notify'), option('Trial')] },
      },
      {
        type: 'input',
        block_id: 'tone',
        label: plain('Tone'),
        optional: true,
        dispatch_action: true,
        element: { type: 'radio_buttons', action_id: 'tone', options: [option('Kind'), option('Curt')] },
      },
      {
        type: 'input',
        block_id: 'boss',
        label: plain('Manager'),
        optional: true,
        element: { type: 'users_select', action_id: 'value' },
      },
      {
        type: 'actions',
        block_id: 'more',
        elements: [{ type: 'button', text: plain('Details'), action_id: 'details' }],
      },
    ],
  };
}

export function details(): ModalView {
  return {
    type: 'modal',
    callback_id: 'details',
    title: plain('Details'),
    blocks: [
      { type: 'section', text: plain('Everything there is to know') },
      {
        type: 'actions',
        elements: [{ type: 'button', text: plain('Details'), action_id: 'details' }],
      },
    ],
  };
}

export function note(text: string): ModalView {
  return {
    type: 'modal',
    callback_id: 'note',
    title: plain('Add user'),
    blocks: [{ type: 'section', text: plain(text) }],
  };
}

export function home(): HomeView {
  return {
    type: 'home',
    blocks: [
      { type: 'header', text: plain('Hexabot users') },
      {
        type: 'actions',
        elements: [{ type: 'button', text: plain('Details'), action_id: 'menu' }],
      },
    ],
  };
}
