import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { Api } from '#discord/api.ts';
import type { DiscordOptions } from '#discord/app.ts';
import { SessionPace } from '#discord/pace.ts';
import { textOf } from '../support/discord/index.ts';
import { memoryLog, screen } from '../support/fake-core.ts';
import { run } from './harness.ts';

const hello = () => [{ type: 'screen' as const, screen: screen('Hello'), as: 'new' as const }];

/** A command that is acknowledged, and is not answered before it `goesOn`. */
async function inFlight({ double, core }: Awaited<ReturnType<typeof run>>) {
  const zoe = double.member({ name: 'Zoe', permissions: ['ManageGuild'] });
  const gate = Promise.withResolvers<void>();
  core.onAnswer = async () => {
    await gate.promise;
    return hello();
  };
  const answer = await zoe.uses('/hexa home', {}, { wait: 'first' });
  return { answer, goesOn: gate.resolve };
}

describe('the connection', () => {
  it('asks for no more than the Guilds intent', async () => {
    await using running = await run();
    expect(running.double.identifies).toMatchObject([{ intents: 1 }]);
    expect(running.discord.status()).toEqual({ state: 'connected', problem: null, missingGuilds: [] });
  });

  it('resumes after it was lost, with what happened meanwhile, answered once', async () => {
    await using running = await run();
    const { double, core, discord } = running;
    core.onAnswer = hello;
    const zoe = double.member({ name: 'Zoe', permissions: ['ManageGuild'] });
    const before = await zoe.uses('/hexa home');
    double.dropGateway();
    await double.waitFor(() => discord.status().state === 'waiting', 'the loss');
    const meanwhile = await zoe.uses('/hexa home', {}, { wait: 'none' });
    await meanwhile.settled();
    expect(double.resumes).toHaveLength(1);
    expect(double.identifies).toHaveLength(1);
    expect(discord.status().state).toBe('connected');
    expect(running.log.lines.at(-1)?.message).toBe('Discord is connected');
    double.redeliver(before);
    // The gateway tells in order: what comes after it is answered, and it was not.
    await zoe.uses('/hexa home');
    expect(core.asked).toHaveLength(3);
    double.assertNoViolations();
  });

  it('begins a new session where the old one is over', async () => {
    await using running = await run();
    running.double.invalidateSession(false);
    await running.double.waitFor(({ identifies }) => identifies.length === 2, 'a new session', {
      within: 8_000,
    });
    await running.double.waitFor(() => running.discord.status().state === 'connected', 'the connection');
    running.core.onAnswer = hello;
    const zoe = running.double.member({ name: 'Zoe', permissions: ['ManageGuild'] });
    expect((await zoe.uses('/hexa home')).text).toContain('Hello');
    // What is there already is not written again.
    expect(running.double.commandWrites().total).toBe(running.double.commandsOf().length);
  });

  it('begins again where the beginning fails', async () => {
    await using running = await run({ start: false });
    running.double.fail('GET /gateway/bot', { times: 6, status: 503 });
    await running.discord.start(100);
    expect(running.discord.status().state).toBe('waiting');
    await running.double.waitFor(() => running.discord.status().state === 'connected', 'the connection', {
      within: 15_000,
    });
    expect(running.log.lines.some(({ message }) => message.includes('trying again'))).toBe(true);
  });

  it('stops while it tries to begin', async () => {
    const running = await run({ start: false });
    running.double.fail('GET /gateway/bot', { times: 99, drop: 'before' });
    await running.discord.start(100);
    await running[Symbol.asyncDispose]();
    expect(running.discord.status().state).toBe('stopped');
  });

  it('tells of guilds that it is not in, and serves them as soon as it is', async () => {
    const later = '1100000000000007777';
    await using running = await run({ guilds: [later] });
    expect(running.discord.status().missingGuilds).toEqual([later]);
    const told = running.log.lines.find(({ data }) => data.guildId === later);
    expect(told?.data.invite).toContain('scope=bot+applications.commands');
    running.double.guild({ id: later, name: 'Later' });
    await running.double.waitFor((double) => double.commandsOf(later).length > 0, 'the commands');
    expect(running.discord.status().missingGuilds).toEqual([]);
  });
});

describe('the turn of several services', () => {
  /** It comes with `on.onHeld()` and goes with `on.onLost()`; `released` resolves when it is given back. */
  const runInTurn = async () => {
    const released = Promise.withResolvers<void>();
    let on!: Parameters<NonNullable<DiscordOptions['takeTurn']>>[0];
    const running = await run({
      start: false,
      takeTurn: (handlers) => {
        on = handlers;
        return { known: Promise.resolve(), release: async () => released.resolve() };
      },
    });
    await running.discord.start();
    return { ...running, on, released: released.promise };
  };

  it('opens the gateway with it, leaves it when another one has it, and comes back', async () => {
    await using running = await runInTurn();
    const { double, discord, on } = running;
    expect(discord.status().state).toBe('standby');
    expect(double.gatewayConnections).toBe(0);
    on.onHeld();
    await double.waitFor(() => discord.status().state === 'connected', 'the connection');
    on.onLost();
    await double.waitFor(() => double.gatewayConnections === 0, 'the end of the session');
    expect(discord.status().state).toBe('standby');
    on.onHeld();
    await double.waitFor(() => discord.status().state === 'connected', 'the connection', { within: 8_000 });
    running.core.onAnswer = hello;
    const zoe = double.member({ name: 'Zoe', permissions: ['ManageGuild'] });
    expect((await zoe.uses('/hexa home')).text).toContain('Hello');
    double.assertNoViolations();
  });

  it('leaves no session behind where it went while one began', async () => {
    await using running = await runInTurn();
    const { double, on } = running;
    double.fail('GET /gateway/bot', { hang: 500, times: 2 });
    on.onHeld();
    await expect.poll(() => double.calls.filter(({ path }) => path === '/gateway/bot').length).toBe(2);
    on.onLost();
    await double.waitFor(({ identifies }) => identifies.length === 1, 'the session that was under way');
    await double.waitFor(({ gatewayConnections }) => gatewayConnections === 0, 'its end');
  });

  it('is given back before what is in flight is finished', async () => {
    await using running = await runInTurn();
    const { double, discord, on, released } = running;
    on.onHeld();
    await double.waitFor(() => double.commandsOf().length === 3, 'the commands');
    const { answer, goesOn } = await inFlight(running);
    const stopped = discord.stop(100_000);
    await released;
    expect(double.gatewayConnections).toBe(0);
    goesOn();
    await stopped;
    expect(textOf(answer.message)).toContain('Hello');
  }, 20_000);

  it('is given back where Discord does not answer the goodbye', async () => {
    await using running = await runInTurn();
    const { double, discord, on, released } = running;
    on.onHeld();
    await double.waitFor(() => discord.status().state === 'connected', 'the connection');
    double.ignoreGateway();
    await Promise.all([discord.stop(), released]);
  }, 20_000);
});

describe('a token that is worth nothing', () => {
  it('is told once at the start, and nothing else fails', async () => {
    await using running = await run({ double: { token: 'right.bot.token' }, start: false });
    running.double.revokeToken();
    await running.discord.start();
    const { state, problem } = running.discord.status();
    expect(state).toBe('refused');
    expect(problem).toContain('DISCORD_TOKEN');
    expect(running.log.lines.filter(({ level }) => level === 'error')).toHaveLength(1);
    const sent = await running.discord.surfaces.direct(
      { platform: 'discord', workspace: running.double.guildId, user: '1100000000000000002' },
      screen('x'),
    );
    expect(sent).toEqual({ result: 'failed', reason: 'token_refused' });
  });

  it('is told once when it is revoked later', async () => {
    await using running = await run();
    running.log.lines.length = 0;
    running.double.revokeToken();
    await running.double.waitFor(() => running.discord.status().state === 'refused', 'the refusal');
    await pause(1_000);
    expect(running.log.lines.filter(({ level }) => level === 'error')).toHaveLength(1);
    expect(running.double.gatewayConnections).toBe(0);
    expect(running.double.identifies).toHaveLength(1);
  });
});

describe('session starts', () => {
  it('wait where none is left', async () => {
    await using running = await run({ double: { sessionStarts: { remaining: 0 } }, start: false });
    await running.discord.start(300);
    expect(running.double.identifies).toHaveLength(0);
    expect(running.log.lines.some(({ message }) => message.includes('few session starts'))).toBe(true);
  });

  it('slow down where sessions end over and over', async () => {
    await using running = await run();
    const { double } = running;
    let now = 0;
    const api = new Api({ token: double.token, applicationId: double.applicationId, apiUrl: double.apiUrl });
    const waits: number[] = [];
    const wait = async <T>(ms = 0, value?: T): Promise<T> => {
      waits.push(ms);
      now += ms;
      return value as T;
    };
    const pace = new SessionPace(api, memoryLog(), () => new Date(now), wait);
    for (let start = 0; start < 13; start += 1) await pace.waitForIdentify(0, new AbortController().signal);
    // The first one waits for nothing.
    expect(waits).toHaveLength(12);
    expect(Math.max(...waits)).toBe(300_000);
    expect(waits).toEqual([...waits].sort((a, b) => a - b));
  });
});

describe('stopping', () => {
  it('finishes what is in flight and takes nothing new', async () => {
    const running = await run();
    const { discord } = running;
    const { answer, goesOn } = await inFlight(running);
    const stopped = discord.stop();
    goesOn();
    await stopped;
    expect(textOf(answer.message)).toContain('Hello');
    expect(discord.status().state).toBe('stopped');
    await running[Symbol.asyncDispose]();
  });
});
