import { describe, expect, it } from 'vitest';
import { type ConfigError, readConfig } from '../../src/config.ts';
import { attachedSettings } from '../../src/start/attached.ts';
import { StartError } from '../../src/start/start-error.ts';

const HEXABOT = {
  CHATOPS_CONFIRM: 'hexabot',
  CONFIRM_ACCOUNT_SECRET: 'a secret of Hexabot’s',
  FRONTEND_BASE_URL: 'https://hexabot.example/',
};

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    return (error as ConfigError).problems;
  }
}

describe('CHATOPS_CONFIRM=hexabot', () => {
  it('needs what Hexabot signs with, and where its panel is', () => {
    expect(problemsOf({ CHATOPS_CONFIRM: 'hexabot' })).toEqual([
      expect.stringContaining('CONFIRM_ACCOUNT_SECRET is missing'),
      expect.stringContaining('FRONTEND_BASE_URL is missing'),
    ]);
    expect(problemsOf(HEXABOT)).toEqual([]);
  });

  it('is refused together with invite, and on a database of our own', () => {
    expect(problemsOf({ ...HEXABOT, CHATOPS_PASSWORDS: 'invite' })).toEqual([
      expect.stringContaining('exclude each other'),
    ]);
    expect(() => attachedSettings(readConfig(HEXABOT), { mode: 'standalone' })).toThrow(StartError);
    expect(attachedSettings(readConfig(HEXABOT), { mode: 'attached' })).toEqual({
      lockout: true,
      hexabotConfirm: { secret: 'a secret of Hexabot’s', frontendBaseUrl: 'https://hexabot.example' },
    });
  });

  it('is not on where those are there for other reasons', () => {
    const config = readConfig({ ...HEXABOT, CHATOPS_CONFIRM: 'ours' });
    expect(attachedSettings(config, { mode: 'attached' }).hexabotConfirm).toBeNull();
  });
});

it('the lockout is for a Hexabot’s database only, and can be turned off', () => {
  expect(attachedSettings(readConfig({}), { mode: 'attached' }).lockout).toBe(true);
  expect(attachedSettings(readConfig({}), { mode: 'standalone' }).lockout).toBe(false);
  expect(attachedSettings(readConfig({ CHATOPS_LOCKOUT: 'off' }), { mode: 'attached' }).lockout).toBe(false);
});

it('SSO is asked for only where SSO_ENABLED does not say', () => {
  const enabled = (env: Record<string, string>) => readConfig(env).sso.enabled;
  expect(enabled({})).toBe(false);
  expect(enabled({ HEXABOT_API_URL: 'https://hexabot.example/api' })).toBeNull();
  expect(enabled({ HEXABOT_API_URL: 'https://hexabot.example/api', SSO_ENABLED: 'false' })).toBe(false);
});
