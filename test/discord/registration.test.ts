import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createCatalogue } from '#chat/catalogue.ts';
import { command } from '#chat/command.ts';
import { option } from '#chat/option.ts';
import { Api } from '#discord/api.ts';
import { type CommandBody, discordCommands } from '#discord/register/commands.ts';
import { registerCommands } from '#discord/register/register.ts';
import { commands } from '../../commands/index.ts';
import {
  checkAgainstSpec,
  checkCommand,
  type DiscordDouble,
  startDiscordDouble,
} from '../support/discord/index.ts';
import { smallCatalogue } from './harness.ts';

let double: DiscordDouble;
let api: Api;
beforeEach(async () => {
  double = await startDiscordDouble();
  api = new Api({ token: double.token, applicationId: double.applicationId, apiUrl: double.apiUrl });
});
afterEach(async () => {
  double.assertNoViolations();
  await double.stop();
});

const register = (wanted: readonly CommandBody[]) =>
  registerCommands(api, { applicationId: double.applicationId, guildId: double.guildId }, wanted);

describe('the commands', () => {
  it.each([
    ['a few', smallCatalogue()],
    ['the product', createCatalogue(commands)],
  ])('of %s are what Discord takes', (_, catalogue) => {
    for (const body of discordCommands(catalogue)) {
      expect(checkCommand(body as Parameters<typeof checkCommand>[0])).toEqual([]);
      expect(checkAgainstSpec('create command', body)).toEqual([]);
      expect(body).toMatchObject({ default_member_permissions: '32', contexts: [0], integration_types: [0] });
    }
  });

  it('are one /hexa with groups, and the menu of a member', () => {
    const [hexa, ...menus] = discordCommands(smallCatalogue()) as unknown as {
      name: string;
      type: number;
      options: { name: string; type: number; options?: { name: string; options?: unknown[] }[] }[];
    }[];
    expect(menus.map(({ name, type }) => [name, type])).toEqual([
      ['Hexabot user', 2],
      ['Toggle status', 2],
    ]);
    expect(hexa?.options.map(({ name, type }) => [name, type])).toEqual([
      ['home', 1],
      ['users', 2],
    ]);
    const [list, , disable, add] = hexa?.options[1]?.options ?? [];
    expect(list?.options).toMatchObject([
      { name: 'search', type: 3, required: false },
      { name: 'status', choices: [{ value: 'active' }, { value: 'disabled' }] },
      { name: 'role', autocomplete: true },
    ]);
    expect(disable?.options).toMatchObject([{ name: 'users', required: true, autocomplete: true }]);
    expect(add?.options).not.toMatchObject([{ name: 'password' }]);
    expect(JSON.stringify(add)).not.toContain('password');
  });

  it('have French names wherever French has another word', () => {
    interface Named {
      name: string;
      name_localizations?: { fr?: string };
      options?: Named[];
      choices?: Named[];
    }
    const namesIn = ({
      name,
      name_localizations: { fr } = {},
      options = [],
      choices = [],
    }: Named): string[] => [
      ...(fr === undefined ? [name] : []),
      ...[...options, ...choices].flatMap(namesIn),
    ];
    const english = discordCommands(createCatalogue(commands)).flatMap((body) => namesIn(body as Named));
    expect([...new Set(english)].sort()).toEqual([
      'action',
      'audit',
      'hexa',
      'page',
      'passkeys',
      'permissions',
    ]);
  });

  it('say less of each where all of it would be too much', () => {
    const path = (index: number) => `group${'abcdefgh'[Math.floor(index / 10)]} command${index}`;
    const many = Array.from({ length: 80 }, (_, index) =>
      command({
        path: path(index),
        options: z.object({ 'a-long-option-name': option.text(), 'another-option-name': option.text() }),
        needs: {},
        changes: false,
        opens: 'screen',
        run: async () => [],
      }),
    );
    const [hexa] = discordCommands(createCatalogue(many));
    expect(checkCommand(hexa as Parameters<typeof checkCommand>[0])).toEqual([]);
  });
});

describe('registering', () => {
  const wanted = discordCommands(createCatalogue(commands));

  it('writes everything once, and nothing when all is there', async () => {
    expect(await register(wanted)).toMatchObject({ result: 'done', removed: 0 });
    expect(double.commandWrites().total).toBe(wanted.length);
    expect(await register(wanted)).toEqual({ result: 'done', written: [], removed: 0 });
    expect(double.commandWrites().total).toBe(wanted.length);
  });

  it('writes only what differs, and removes what is wanted no more', async () => {
    await register([...wanted, { type: 2, name: 'Old entry', contexts: [0] }]);
    const before = double.commandWrites().total;
    const changed = wanted.map((body, index) =>
      index === 0 ? ({ ...body, description: 'Something else' } as CommandBody) : body,
    );
    expect(await register(changed)).toEqual({ result: 'done', written: ['hexa'], removed: 1 });
    expect(double.commandWrites()).toMatchObject({ remove: 1, total: before + 2 });
    expect(double.commandsOf().map(({ name }) => name)).not.toContain('Old entry');
    expect(double.commandsOf().find(({ name }) => name === 'hexa')?.description).toBe('Something else');
  });

  it('notices another translation', async () => {
    await register(wanted);
    const [hexa, ...others] = wanted;
    const translated = { ...hexa, description_localizations: { de: 'Anders' } } as CommandBody;
    expect(await register([translated, ...others])).toMatchObject({ written: ['hexa'] });
  });

  it('tells why it did not work', async () => {
    double.kickBot(double.guildId);
    expect(await register(wanted)).toEqual({ result: 'failed', code: '50001' });
  });
});
