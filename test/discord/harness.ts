import { z } from 'zod';
import { type Catalogue, createCatalogue } from '#chat/catalogue.ts';
import { command } from '#chat/command.ts';
import type { Dispatch } from '#chat/dispatch.ts';
import type { Invocation } from '#chat/invocation.ts';
import { option } from '#chat/option.ts';
import type { Reply } from '#chat/reply.ts';
import type { Screen } from '#chat/screen.ts';
import type { Submission } from '#chat/submission.ts';
import { type Discord, type DiscordOptions, startDiscord } from '#discord/app.ts';
import { wordsFor } from '#words/index.ts';
import {
  type DiscordDouble,
  type DiscordDoubleOptions,
  startDiscordDouble,
} from '../support/discord/index.ts';

/** A core by hand: tests set what it answers, and read what it was asked. */
export class FakeCore implements Dispatch {
  readonly asked: Invocation[] = [];
  onAnswer: (invocation: Invocation) => Promise<Reply[]> | Reply[] = () => [];
  onSubmit: (invocation: Invocation) => Promise<Submission> | Submission = () => ({
    type: 'refused',
    replies: [],
  });
  /** Command paths and action names that open forms. */
  openers: string[] = ['users add', 'forms.open'];

  opens({ input }: Invocation): 'screen' | 'form' {
    if (input.type === 'command') return this.openers.includes(input.path) ? 'form' : 'screen';
    return input.type === 'action' && this.openers.includes(input.name) ? 'form' : 'screen';
  }

  async answer(invocation: Invocation): Promise<Reply[]> {
    this.asked.push(invocation);
    return this.onAnswer(invocation);
  }

  async submit(invocation: Invocation): Promise<Submission> {
    this.asked.push(invocation);
    return this.onSubmit(invocation);
  }

  words = () => wordsFor('en');

  loading(): Screen {
    return screen('Loading…');
  }

  get last(): Invocation {
    const last = this.asked.at(-1);
    if (last === undefined) throw new Error('the core was not asked');
    return last;
  }
}

export interface LogLine {
  level: 'info' | 'warn' | 'error';
  message: string;
  data: Record<string, unknown>;
}

/** A log that tests read. */
export function memoryLog(): DiscordOptions['log'] & { lines: LogLine[] } {
  const lines: LogLine[] = [];
  const write = (level: LogLine['level']) => (data: object, message: string) =>
    void lines.push({ level, message, data: { ...data } });
  return { lines, info: write('info'), warn: write('warn'), error: write('error') };
}

const nothing = { needs: {}, changes: false, run: async () => [] } as const;

/** A few commands as the product has them, for registration and options. */
export function smallCatalogue(): Catalogue {
  return createCatalogue([
    command({ path: 'home', options: z.object({}), opens: 'screen', ...nothing }),
    command({
      path: 'users list',
      options: z.object({
        search: option.text({ rest: true }),
        status: option.choice(['active', 'disabled']),
        role: option.role(),
      }),
      opens: 'screen',
      ...nothing,
    }),
    command({
      path: 'users show',
      options: z.object({ user: option.requiredUser({ rest: true }) }),
      opens: 'screen',
      ...nothing,
    }),
    command({
      path: 'users disable',
      options: z.object({ users: option.requiredUsers({ rest: true }) }),
      opens: 'screen',
      ...nothing,
      actions: { 'users.toggle': { changes: false, opens: 'screen', run: async () => [] } },
    }),
    command({
      path: 'users add',
      options: z.object({
        first: option.text(),
        email: option.text(),
        roles: option.roles(),
        password: option.password(),
      }),
      opens: 'form',
      ...nothing,
    }),
  ]);
}

export interface Running extends AsyncDisposable {
  discord: Discord;
  double: DiscordDouble;
  core: FakeCore;
  log: ReturnType<typeof memoryLog>;
}

/** Discord's double and our side of it, connected. `guilds` names further guilds that are served. */
export async function run({
  double: doubleOptions = {},
  guilds = [],
  start = true,
  ...overrides
}: Partial<DiscordOptions> & {
  double?: DiscordDoubleOptions;
  guilds?: string[];
  start?: boolean;
} = {}): Promise<Running> {
  const double = await startDiscordDouble(doubleOptions);
  const core = new FakeCore();
  const log = memoryLog();
  const discord = startDiscord({
    config: {
      token: double.token,
      applicationId: double.applicationId,
      guildIds: [double.guildId, ...guilds],
      apiUrl: double.apiUrl,
    },
    dispatch: core,
    catalogue: smallCatalogue(),
    log,
    ...overrides,
  });
  if (start) {
    await discord.start();
    await double.waitFor(() => double.commandsOf().length === 3, 'the commands');
  }
  return {
    discord,
    double,
    core,
    log,
    async [Symbol.asyncDispose]() {
      await discord.stop();
      await double.stop();
    },
  };
}

export function screen(title: string, parts: Screen['parts'] = [], more: Partial<Screen> = {}): Screen {
  return { title, tone: 'neutral', parts, ...more };
}

export function text(value: string): Screen['parts'][number] {
  return { type: 'text', text: value };
}

export const DRAFT = '0b7c1a52-0000-4000-8000-000000000000';

/** A small form as `users add` has one. */
export function addForm(initial: Record<string, string> = {}, more: Partial<Screen> = {}): Screen {
  return screen('Add user', [], {
    fields: [
      {
        name: 'email',
        label: 'Email',
        type: 'email',
        required: true,
        ...(initial.email && { initial: initial.email }),
      },
      { name: 'password', label: 'Password', type: 'password', required: true },
      {
        name: 'roles',
        label: 'Roles',
        type: 'choices',
        required: true,
        options: [
          { value: 'r1', label: 'admin' },
          { value: 'r2', label: 'manager' },
        ],
      },
    ],
    form: { name: 'users.add', draft: DRAFT, submit: 'Add user', close: 'Cancel', working: 'Creating…' },
    ...more,
  });
}
