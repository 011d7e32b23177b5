import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { examinePlatforms } from '../../bin/examine-platforms.ts';
import { registerCommandsCommand } from '../../bin/register-commands.ts';
import { type Config, readConfig } from '../../src/config.ts';
import { type DiscordDouble, startDiscordDouble } from '../support/discord/index.ts';

let double: DiscordDouble;
let env: Record<string, string>;
beforeEach(async () => {
  double = await startDiscordDouble();
  env = {
    DISCORD_TOKEN: double.token,
    DISCORD_APPLICATION_ID: double.applicationId,
    DISCORD_GUILD_IDS: double.guildId,
    DISCORD_API_URL: double.apiUrl,
  };
});
afterEach(() => double.stop());

const config = (changed: Record<string, string> = {}): Config => readConfig({ ...env, ...changed });

describe('the configuration', () => {
  it('is off without any variable, and on with all three', () => {
    expect(readConfig({}).discord).toBeNull();
    expect(config().discord).toEqual({
      token: double.token,
      applicationId: double.applicationId,
      guildIds: [double.guildId],
      apiUrl: double.apiUrl,
    });
  });

  it('takes several servers, each once, and a token with its prefix', () => {
    const { discord } = config({
      DISCORD_TOKEN: 'Bot abc',
      DISCORD_GUILD_IDS: '1100000000000000001, 1100000000000000002,1100000000000000001',
    });
    expect(discord).toMatchObject({
      token: 'abc',
      guildIds: ['1100000000000000001', '1100000000000000002'],
    });
  });

  it('tells all that is missing at once', () => {
    expect(() => readConfig({ DISCORD_TOKEN: 'abc' })).toThrow(
      'DISCORD_APPLICATION_ID and DISCORD_GUILD_IDS are missing',
    );
    expect(() => config({ DISCORD_GUILD_IDS: 'my server' })).toThrow(
      'DISCORD_GUILD_IDS must be ids of servers',
    );
  });
});

describe('register-commands', () => {
  it('says what it wrote, and that all was there', async () => {
    expect(await registerCommandsCommand(config())).toBe(
      `${double.guildId}: wrote hexa, Hexabot user, Toggle status`,
    );
    expect(await registerCommandsCommand(config())).toBe(`${double.guildId}: everything was up to date`);
  });

  it('says what to do where it did not work', async () => {
    const elsewhere = '1100000000000005555';
    await expect(
      registerCommandsCommand(config({ DISCORD_GUILD_IDS: `${double.guildId},${elsewhere}` })),
    ).rejects.toThrow(`${elsewhere}: the app is not in this server. Invite it: https://discord.com/oauth2/`);
    await expect(registerCommandsCommand(config({ DISCORD_TOKEN: 'wrong' }))).rejects.toThrow(
      'refuses DISCORD_TOKEN',
    );
    await expect(registerCommandsCommand(readConfig({}))).rejects.toThrow('Discord is off');
  });
});

describe('doctor', () => {
  const examineDiscord = async (given: Config) =>
    (await examinePlatforms(given)).find(({ name }) => name === 'Discord');

  it('finds Discord on, off, and in need of repair', async () => {
    expect(await examineDiscord(readConfig({}))).toMatchObject({ state: 'off' });
    expect(await examineDiscord(config())).toMatchObject({ state: 'ok' });
    expect(await examineDiscord(config({ DISCORD_TOKEN: 'wrong' }))).toMatchObject({
      state: 'fix',
      text: expect.stringContaining('refuses DISCORD_TOKEN'),
    });
    expect(await examineDiscord(config({ DISCORD_APPLICATION_ID: '1100000000000005555' }))).toMatchObject({
      state: 'fix',
      text: expect.stringContaining(`must be ${double.applicationId}`),
    });
    expect(await examineDiscord(config({ DISCORD_GUILD_IDS: '1100000000000005555' }))).toMatchObject({
      state: 'fix',
      text: expect.stringContaining('Invite it'),
    });
    expect(await examineDiscord(config({ DISCORD_API_URL: 'http://127.0.0.1:1' }))).toMatchObject({
      state: 'fix',
      text: expect.stringContaining('Check the network'),
    });
  });
});
