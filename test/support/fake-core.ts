import type { Dispatch } from '#chat/dispatch.ts';
import type { Invocation } from '#chat/invocation.ts';
import type { PlatformLog } from '#chat/platform.ts';
import type { Reply } from '#chat/reply.ts';
import type { Screen } from '#chat/screen.ts';
import type { Submission } from '#chat/submission.ts';
import { wordsFor } from '#words/index.ts';

/** A core by hand: tests set what it replies, and read what it was asked. */
export class FakeCore implements Dispatch {
  readonly asked: Invocation[] = [];
  onAnswer: (invocation: Invocation) => Promise<Reply[]> | Reply[] = () => [];
  onSubmit: (invocation: Invocation) => Promise<Submission> | Submission = () => ({
    type: 'refused',
    replies: [],
  });
  /** Command paths and action names that open forms; `form`: everything does. */
  openers: 'form' | readonly string[];

  constructor(openers: FakeCore['openers'] = []) {
    this.openers = openers;
  }

  opens({ input }: Invocation): 'screen' | 'form' {
    if (this.openers === 'form') return 'form';
    return this.openers.includes(asksFor(input)) ? 'form' : 'screen';
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

/** What was typed, or the name of what was pressed, submitted or searched. */
export function asksFor(input: Invocation['input']): string {
  switch (input.type) {
    case 'line':
      return input.text;
    case 'command':
      return input.path;
    case 'search':
      return input.source;
    default:
      return input.name;
  }
}

export interface LogLine {
  level: 'info' | 'warn' | 'error';
  message: string;
  data: Record<string, unknown>;
}

/** A log that tests read. */
export function memoryLog(): PlatformLog & { lines: LogLine[] } {
  const lines: LogLine[] = [];
  const write = (level: LogLine['level']) => (data: object, message: string) =>
    void lines.push({ level, message, data: { ...data } });
  return { lines, info: write('info'), warn: write('warn'), error: write('error') };
}

export function screen(title: string, parts: Screen['parts'] = [], more: Partial<Screen> = {}): Screen {
  return { title, tone: 'neutral', parts, ...more };
}

export function text(value: string): Screen['parts'][number] {
  return { type: 'text', text: value };
}

export const DRAFT = '0b7c1a52-0000-4000-8000-000000000000';

/** A small form as `users add` has one. */
export function addForm(initial: { email?: string } = {}, draft = DRAFT): Screen {
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
    form: { name: 'users.add', draft, submit: 'Add user', close: 'Cancel', working: 'Creating…' },
  });
}
