import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Screen } from '#chat/screen.ts';
import { avatarOf } from '#console/render/avatar.ts';
import { pageScreen } from '#console/render/screen.ts';
import { form, screen } from '../slack/hostile.ts';

const base = { title: 'A title', tone: 'neutral', parts: [] } satisfies Screen;

describe('pageScreen', () => {
  it('keeps what a form is about, and says nothing of what it keeps', () => {
    const drawn = pageScreen({
      ...base,
      fields: [{ name: 'password', type: 'password', label: 'Password', required: true }],
      form: {
        name: 'users.add',
        draft: 'd1',
        keeps: { user: 'u1' },
        submit: 'Add',
        close: 'Cancel',
        working: 'Adding…',
      },
    });
    expect(drawn.form).toEqual({ name: 'users.add', draft: 'd1', submit: 'Add', close: 'Cancel' });
    expect(drawn.fields).toEqual([
      { name: 'password', type: 'password', label: 'Password', hint: null, required: true, initial: '' },
    ]);
    expect(JSON.stringify(drawn)).not.toContain('u1');
  });

  it('leaves out links that a browser would run', () => {
    const drawn = pageScreen({
      ...base,
      parts: [
        { type: 'text', text: [{ type: 'link', text: 'here', url: 'javascript:alert(1)' }] },
        { type: 'image', url: 'data:text/html,<script>', alt: 'a picture' },
      ],
      actions: [{ type: 'link', label: 'Go', url: 'javascript:alert(1)' }],
    });
    expect(drawn.parts).toEqual([
      { type: 'text', text: [{ type: 'plain', text: 'here' }], isNote: false },
      { type: 'image', alt: 'a picture', url: null },
    ]);
    expect(drawn.actions).toEqual([]);
  });

  it('says why something cannot be pressed, and what is asked first', () => {
    const drawn = pageScreen({
      ...base,
      actions: [
        {
          type: 'button',
          label: 'Disable',
          action: { name: 'users.disable', ids: ['1'] },
          disabled: 'Your own.',
        },
        {
          type: 'button',
          label: 'Enable',
          action: { name: 'users.enable', ids: ['1'] },
          style: 'primary',
          confirm: { title: 'Enable?', text: 'They can sign in.', confirm: 'Enable', cancel: 'Cancel' },
        },
      ],
    });
    expect(drawn.actions).toMatchObject([
      { label: 'Disable', action: '1/users.disable/1', disabled: 'Your own.', confirm: null, style: 'plain' },
      { label: 'Enable', disabled: null, confirm: { title: 'Enable?' }, style: 'primary' },
    ]);
  });

  it('takes any text from anybody as text, without what turns or breaks lines', () => {
    fc.assert(
      fc.property(fc.oneof(screen, form), (given) => {
        const drawn = pageScreen(given);
        expect(JSON.parse(JSON.stringify(drawn))).toEqual(drawn);
        // What stands in a field stays as it was typed.
        const shown = { ...drawn, fields: drawn.fields.map((field) => ({ ...field, initial: '' })) };
        const text = JSON.stringify(shown);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
        expect(text).not.toMatch(/[\u0000-\u001f\u202a-\u202e\u2066-\u2069]|"url":"javascript/);
        expect(drawn.parts).toHaveLength(given.parts.length);
        expect(drawn.fields).toHaveLength(given.fields?.length ?? 0);
      }),
      { numRuns: 300 },
    );
  });
});

describe('avatarOf', () => {
  it.each([
    ['Ann Lindgren', 'AL'],
    ['élodie marchand', 'ÉM'],
    ['ann.lindgren@example.com', 'AC'],
    ['王', '王'],
    ['<b>', 'B'],
    ['…', '?'],
  ])('%s has the initials %s', (name, initials) => {
    expect(avatarOf(name)).toMatchObject({ initials });
  });

  it('gives the same name the same colour', () => {
    expect(avatarOf('Ann Lindgren')).toEqual(avatarOf('Ann Lindgren'));
  });
});
