import { once } from 'node:events';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { expect } from 'vitest';
import { WebSocket } from 'ws';
import { createCatalogue } from '#chat/catalogue.ts';
import { startConsole } from '#console/console.ts';
import type { Entry, PageAction, PageRequest, PageScreen, ServerEvent } from '#console/protocol.ts';
import type { ChatIdentity } from '#domain/chat-identity.ts';
import { listen } from '../../../src/http/server.ts';
import { FakeCore, memoryLog } from '../../support/fake-core.ts';
import type { Driver, Somebody } from './driver.ts';

type Ask = PageRequest extends infer Each ? (Each extends { id: number } ? Omit<Each, 'id'> : never) : never;

/** The console behind its own web server; people sign in with a password, and their windows speak as the page does. */
export async function startConsoleContract(): Promise<Driver> {
  const core = new FakeCore(['users add', 'forms.open']);
  const log = memoryLog();
  const sockets: WebSocket[] = [];
  let address = '';
  const identityOf = (user: string): ChatIdentity => ({ platform: 'console', workspace: 'local', user });
  const console = await startConsole({
    dispatch: core,
    catalogue: createCatalogue([]),
    whoIs: async ({ user }) => ({ name: user, email: user }),
    entrance: {
      way: 'password',
      signIn: async (email, password) => (password === 'the right one' ? identityOf(email) : null),
      permissionsOf: async (people) => new Map(people.map((each) => [each, new Set()])),
    },
    mailbox: null,
    watchChanges: () => async () => {},
    origins: () => [address],
    log,
    clock: () => new Date(),
  });
  const pages = getRequestListener(new Hono().route('/console', console.routes).fetch);
  const web = { plain: {}, pages: async () => pages };
  const server = await listen({ web, platforms: [console], host: '127.0.0.1', port: 0, log });
  address = `http://127.0.0.1:${server.port}`;

  const signIn = async (email: string, password = 'the right one'): Promise<string> => {
    const answer = await fetch(`${address}/console/do/sign-in`, {
      method: 'POST',
      headers: { origin: address, 'content-type': 'application/json' },
      body: JSON.stringify({ email, password }),
    });
    return answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  };
  const open = (headers: Record<string, string>, as = ''): WebSocket => {
    const socket = new WebSocket(`${address.replace('http', 'ws')}/console/socket${as}`, { headers });
    sockets.push(socket);
    return socket;
  };
  const refusal = async (headers: Record<string, string>): Promise<number> => {
    const socket = open(headers);
    socket.on('error', () => undefined);
    const [, response] = await once(socket, 'unexpected-response');
    return response.statusCode;
  };

  return {
    core,
    surfaces: console.surfaces,
    channel: null,
    zone: 'Asia/Tokyo',
    async person(name) {
      const user = `${name}-${sockets.length}@example.com`;
      const socket = open({ origin: address, cookie: await signIn(user) }, '?zone=Asia/Tokyo');
      return windowOf(identityOf(user), socket);
    },
    strangers: {
      async 'somebody who did not sign in'() {
        expect(await refusal({ origin: address, cookie: await signIn('eve@example.com', 'a guess') })).toBe(
          401,
        );
      },
      async 'another page in the browser of somebody who did'() {
        const cookie = await signIn('ann@example.com');
        expect(await refusal({ origin: 'https://evil.example', cookie })).toBe(403);
      },
      async 'somebody who would be another person'() {
        const cookie = await signIn('eve@example.com');
        const [code] = await once(open({ origin: address, cookie }, '?as=ann@example.com'), 'close');
        expect(code).toBe(4403);
      },
    },
    check() {
      expect(log.lines.filter(({ level }) => level === 'error')).toEqual([]);
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.terminate();
      await console.stop();
      await server.close();
    },
  };
}

/** A window of the page, without its drawing: it holds the messages and the dialogs that it was told to show. */
async function windowOf(identity: ChatIdentity, socket: WebSocket): Promise<Somebody> {
  const entries = new Map<string, Entry>();
  const dialogs: PageScreen[] = [];
  const options = new Map<number, string[]>();
  const waiting = new Map<number, () => void>();
  let home: PageScreen | null = null;
  let problems: string[] = [];
  let lastId = 0;
  const take = (event: ServerEvent): void => {
    if (event.type === 'entry') entries.set(event.entry.id, event.entry);
    else if (event.type === 'entry_gone') entries.delete(event.id);
    else if (event.type === 'modal') {
      if (event.how !== 'open') dialogs.pop();
      dialogs.push(event.screen);
    } else if (event.type === 'close') dialogs.pop();
    else if (event.type === 'errors') problems = [...Object.values(event.fields), event.general];
    else if (event.type === 'options')
      options.set(
        event.to,
        event.options.map(({ label }) => label),
      );
    else if (event.type === 'home') home = event.screen;
    else if (event.type === 'done') waiting.get(event.to)?.();
  };
  socket.on('message', (data) => take(JSON.parse(data.toString()) as ServerEvent));
  await once(socket, 'message');

  const asks = async (request: Ask): Promise<number> => {
    lastId += 1;
    const id = lastId;
    const done = Promise.withResolvers<void>();
    waiting.set(id, done.resolve);
    socket.send(JSON.stringify({ ...request, id }));
    await done.promise;
    return id;
  };
  const isButton = (label: string) => (action: PageAction) =>
    action.type === 'button' && action.label === label;
  const from = (entry: string | null) => ({ tab: 'chat' as const, entry, depth: dialogs.length });
  return {
    identity,
    async types(path) {
      await asks({ type: 'say', text: `/hexa ${path}`, fromLink: false });
    },
    async presses(label) {
      const dialog = dialogs.at(-1);
      const messages = [...entries.values()].toReversed();
      const entry = dialog ? undefined : messages.find(({ screen }) => screen?.actions.some(isButton(label)));
      const found = (dialog ?? entry?.screen)?.actions.find(isButton(label));
      if (found?.type !== 'button') throw new Error(`nothing has a button ${label}`);
      const { action } = found;
      await asks({
        type: 'press',
        action,
        selected: [],
        values: {},
        draft: null,
        from: from(entry?.id ?? null),
      });
    },
    async submits(values) {
      const screen = dialogs.at(-1);
      if (screen?.form == null) throw new Error('no form is open');
      problems = [];
      const named = Object.entries(values).map(([label, value]) => {
        const field = screen.fields.find((each) => each.label === label)!;
        const chosen = 'options' in field ? field.options : [];
        const chosenFor = (one: string) => chosen.find((each) => each.label === one)?.value ?? one;
        return [field.name, Array.isArray(value) ? value.map(chosenFor) : value] as const;
      });
      const { name, draft } = screen.form;
      await asks({ type: 'submit', form: name, draft, values: Object.fromEntries(named), from: from(null) });
    },
    async searches(text) {
      return options.get(await asks({ type: 'search', source: 'roles', text })) ?? [];
    },
    sees: () => JSON.stringify([...dialogs, ...entries.values(), home, problems]),
  };
}
