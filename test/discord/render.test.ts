import { describe, expect, it } from 'vitest';
import type { Screen, Text } from '#chat/screen.ts';
import { renderMessage } from '#discord/render/message.ts';
import { escapeMarkdown, markdown } from '#discord/render/text.ts';
import { textOf } from '../support/discord/index.ts';
import { literalTextOf } from './markdown.ts';

const ID = '0b7c1a52-0000-4000-8000-000000000000';
const identity = { platform: 'discord' as const, workspace: '1', user: '1100000000000000010' };

describe('text', () => {
  it.each<[string, Text, string]>([
    ['plain', 'Ann Lee', 'Ann Lee'],
    ['emphasis', '**a** __b__ ~~c~~ ||d||', '\\*\\*a\\*\\* \\_\\_b\\_\\_ \\~\\~c\\~\\~ \\|\\|d\\|\\|'],
    ['mentions', '<@1> @everyone', '\\<@1\\> \\@everyone'],
    ['links', '[a](https://b.c)', '\\[a\\](https\\://b.c)'],
    ['the start of a line', '# a\n- b\n1. c\n> d', '\\# a\n\\- b\n1\\. c\n\\> d'],
    ['emoji', ':smile: 10:30', '\\:smile: 10\\:30'],
    ['code', [{ type: 'code', text: 'a`b``c' }], '`aˋbˋˋc`'],
    ['strong', [{ type: 'strong', text: 'a*b' }], '**a\\*b**'],
    ['a person', [{ type: 'person', identities: [identity], name: 'Ann' }], '<@1100000000000000010>'],
    [
      'a person of another platform',
      [{ type: 'person', identities: [{ ...identity, platform: 'slack' }], name: '*Ann*' }],
      '\\*Ann\\*',
    ],
    [
      'a person of several platforms',
      [{ type: 'person', identities: [{ ...identity, platform: 'slack' }, identity], name: 'Ann' }],
      '<@1100000000000000010>',
    ],
    [
      'an instant',
      [{ type: 'instant', at: new Date(1_700_000_000_000), style: 'relative' }],
      '<t:1700000000:R>',
    ],
    ['a link', [{ type: 'link', text: 'a]b', url: 'https://b.c/d_(e)' }], '[a\\]b](https://b.c/d%5F%28e%29)'],
    ['a link that is none', [{ type: 'link', text: 'a', url: 'javascript:alert(1)' }], 'a'],
  ])('%s', (_, given, shown) => {
    expect(markdown(given)).toBe(shown);
  });

  it('reads back as it was', () => {
    const given = String.raw`\ * _ ~ | < > [ ] # - + 1. :x: @here https://a.b`;
    expect(literalTextOf(escapeMarkdown(given))).toEqual({ text: given, problems: [] });
  });
});

describe('a screen', () => {
  const base: Screen = { title: 'Title', tone: 'neutral', parts: [] };
  const componentsOf = (more: Partial<Screen>) =>
    renderMessage({ ...base, ...more }).components[0]!.components;

  it.each([
    ['neutral', 'Title', 0x5865f2],
    ['success', '✅ Title', 0x2ea043],
    ['warning', '⚠️ Title', 0xd29922],
    ['refusal', '⛔ Title', 0xcf222e],
  ] as const)('shows that it is %s', (tone, title, colour) => {
    const [container] = renderMessage({ ...base, tone }).components;
    expect(container).toMatchObject({ accent_color: colour, components: [{ content: `### ${title}` }] });
  });

  it('has no heading where it has no title', () => {
    const parts = [{ type: 'text', text: 'Ann did it' }] as const;
    expect(componentsOf({ title: '', parts })).toMatchObject([{ content: 'Ann did it' }]);
  });

  it('shows users with pictures where these are public', () => {
    const row = {
      status: 'active',
      statusLabel: 'Active',
      facts: [{ label: 'Email', value: 'a@b.c' }],
    } as const;
    const [, ann, bob] = componentsOf({
      parts: [
        {
          type: 'users',
          rows: [
            { ...row, name: 'Ann', avatar: 'https://cdn.discordapp.com/a.png' },
            { ...row, name: 'Bob', avatar: 'http://10.0.0.1/a.png' },
          ],
        },
      ],
    });
    expect(ann).toMatchObject({
      type: 9,
      components: [{ content: '🟢 **Ann** · Active\na@b.c' }],
      accessory: { type: 11, description: 'Ann' },
    });
    expect(bob).toEqual({ type: 10, content: '🟢 **Bob** · Active\na@b.c' });
  });

  it('heads the rows of a table by what is no id, and puts what is short on one line', () => {
    const [, row] = componentsOf({
      parts: [
        {
          type: 'table',
          columns: ['Id', 'Name', 'Email', 'Status', 'Roles'],
          rows: [[ID, 'Ann', 'a-rather-long@example.com', 'Active', 'admin']],
        },
      ],
    });
    expect(row).toEqual({
      type: 10,
      content: `**Ann**\nId: \`${ID}\`\nEmail: a-rather-long@example.com\nStatus: Active · Roles: admin`,
    });
  });

  it('shows a matrix by initials, and a diff by model', () => {
    const [, matrix, gains, diff] = componentsOf({
      parts: [
        { type: 'matrix', columns: ['read', 'update'], rows: [{ label: 'User', cells: [true, false] }] },
        {
          type: 'diff',
          gained: ['User: read', 'User: update', 'Role: read'],
          lost: [],
          labels: { gained: 'Gains', lost: 'Loses' },
        },
      ],
    });
    expect(matrix).toMatchObject({ content: '-# R read · U update\n```\n     R U\nUser ✓ ·\n```' });
    expect(gains).toMatchObject({ content: '**Gains**' });
    expect(diff).toMatchObject({ content: '```diff\n+ User: read, update\n+ Role: read\n```' });
  });

  it('greys what cannot be pressed and says why, and asks where a button asks', () => {
    const confirm = { title: 'a', text: 'b', confirm: 'c', cancel: 'd' };
    const [, row, note] = componentsOf({
      actions: [
        { type: 'button', label: 'Go', style: 'primary', action: { name: 'a.b', ids: [ID] }, confirm },
        {
          type: 'button',
          label: 'No',
          style: 'danger',
          action: { name: 'a.c' },
          confirm,
          disabled: 'Not yours',
        },
        { type: 'link', label: 'Web', url: 'https://a.b' },
      ],
    });
    expect(row).toMatchObject({
      components: [
        { style: 1, custom_id: `?/a.b/${ID}` },
        { style: 4, custom_id: '1/a.c', disabled: true },
        { style: 5, url: 'https://a.b' },
      ],
    });
    expect(note).toMatchObject({ content: '-# No: Not yours' });
  });

  it('splits a select of more than 25 options', () => {
    const options = Array.from({ length: 30 }, (_, index) => ({ value: `v${index}`, label: `l${index}` }));
    const [, first, second] = componentsOf({
      actions: [{ type: 'select', label: 'Pick', action: { name: 'a.b' }, options, initial: 'v26' }],
    });
    expect(first).toMatchObject({ components: [{ custom_id: '1/a.b', placeholder: 'Pick: l0 … l24' }] });
    expect(second).toMatchObject({ components: [{ custom_id: '1/a.b~2', placeholder: 'Pick: l25 … l29' }] });
    expect(JSON.stringify(second)).toContain('"value":"v26","default":true');
  });

  const rowsOf = (verbs: readonly string[]) =>
    Array.from({ length: 8 }, (_, index) => ({
      name: `User ${index}`,
      status: 'active' as const,
      statusLabel: 'Active',
      avatar: null,
      facts: [],
      actions: verbs.map((verb) => ({
        type: 'button' as const,
        label: verb,
        action: { name: `users.${verb}`, ids: [`u${index}`] },
      })),
    }));

  it('puts many actions of many rows into one menu', () => {
    const rows = rowsOf(['show', 'roles', 'disable']);
    const components = componentsOf({ parts: [{ type: 'users', rows }] });
    const menus = components.filter(({ type }) => type === 1);
    expect(menus).toMatchObject([{ components: [{ placeholder: 'Choose a user and what to do…' }] }]);
    expect(JSON.stringify(menus)).toContain('"label":"User 7 · disable","value":"1/users.disable/u7"');
  });

  it('names in each of several menus whom it is about, and parts nobody', () => {
    const rows = rowsOf(['show', 'roles', 'disable', 'resend']);
    const [first, second] = componentsOf({ parts: [{ type: 'users', rows }] }).filter(
      ({ type }) => type === 1,
    );
    const said = 'Choose a user and what to do…';
    expect(first).toMatchObject({ components: [{ placeholder: `User 0 … User 5 · ${said}` }] });
    expect(second).toMatchObject({ components: [{ placeholder: `User 6 … User 7 · ${said}` }] });
    expect(JSON.stringify(first)).not.toContain('User 6 ·');
  });

  it('shows eight users with pictures, dates and all that can be done, within 40 components', () => {
    const rows = Array.from({ length: 8 }, (_, index) => ({
      name: `User ${index}`,
      status: 'pending' as const,
      statusLabel: 'Pending',
      avatar: 'https://cdn.discordapp.com/a.png',
      facts: [{ label: 'Email', value: `user${index}@example.com` }],
      smallPrint: [
        { label: 'ID', value: '0b7c1a52' },
        { label: 'Created', value: [{ type: 'instant' as const, at: new Date(0), style: 'date' as const }] },
      ],
      actions: ['show', 'roles', 'enable', 'resend'].map((verb) => ({
        type: 'button' as const,
        label: verb,
        action: { name: `users.${verb}`, ids: [`u${index}`] },
      })),
    }));
    const around = ['prev', 'next', 'refresh', 'share', 'upgrade'].map((label) => ({
      type: 'button' as const,
      label,
      action: { name: `users.${label}` },
    }));
    const note = { type: 'text', text: 'Users: 8/10', style: 'note' } as const;
    const components = componentsOf({ parts: [note, { type: 'users', rows }, note], actions: around });
    const [, , first] = components;
    expect(first).toMatchObject({
      type: 9,
      components: [
        { content: '🟡 **User 0** · Pending\nuser0@example.com\n-# ID 0b7c1a52 · Created <t:0:d>' },
      ],
      accessory: { type: 11 },
    });
    expect(JSON.stringify(components)).toContain('"value":"1/users.resend/u7"');
  });

  it('has French colons wherever it puts a label before something', () => {
    const options = Array.from({ length: 26 }, (_, index) => ({ value: `v${index}`, label: `l${index}` }));
    const action = { name: 'users.show', ids: [ID] };
    const rows = Array.from({ length: 8 }, (_, index) => ({
      name: `Zoë ${index}`,
      status: 'active' as const,
      statusLabel: 'Actif',
      avatar: null,
      facts: [{ label: 'E-mail', value: 'zoe@example.com' }],
      actions: ['Ouvrir', 'Renvoyer', 'Activer'].map((label) => ({
        type: 'button' as const,
        label,
        action: { name: 'users.show', ids: [`${label}${index}`] },
      })),
    }));
    const shown = renderMessage({
      ...base,
      language: 'fr',
      parts: [{ type: 'users', rows }],
      actions: [
        { type: 'button', label: 'Activer', action, disabled: 'Pas le vôtre' },
        { type: 'link', label: 'Hexabot', url: `https://a.b/${'c'.repeat(600)}` },
        { type: 'select', label: 'Ouvrir', action, options },
      ],
      standIn: {
        form: { name: 'users.add', draft: 'd1', submit: 'Ajouter', close: 'Fermer', working: 'Ajout…' },
        choosing: [{ name: 'roles', type: 'choices', label: 'Rôles', required: true, options }],
        submits: true,
      },
    });
    const text = textOf({ ...shown, content: '', embeds: [] } as never);
    const colons = text.match(/.:(?= )/g) ?? [];
    expect(new Set(colons)).toEqual(new Set(['\u00a0:']));
    for (const label of ['Activer', 'Hexabot**', 'Ouvrir', 'Rôles'])
      expect(text).toContain(`${label}\u00a0: `);
  });
});
