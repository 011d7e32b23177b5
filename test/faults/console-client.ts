import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { WebSocket } from 'ws';
import type { ServerEvent } from '#console/protocol.ts';
import { PASSWORD_MARK } from './stage.ts';

/** A window of the console, as the page opens it. */
export interface ConsoleWindow {
  socket: WebSocket;
  /** Everything that it was told; entries as they came. */
  events: ServerEvent[];
  /** Types a line, and resolves with all that was answered until the service was done with it. */
  says(text: string): Promise<string>;
  closed: Promise<number>;
}

/** Signs the first admin in; the cookie. */
export async function signIn(address: string): Promise<string> {
  const answer = await fetch(`${address}/console/do/sign-in`, {
    method: 'POST',
    headers: { origin: address, 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'seed@example.com', password: `${PASSWORD_MARK}first-admin` }),
  });
  if (!answer.ok) throw new Error(`the console answers ${answer.status}`);
  return answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
}

/** Rejects where the service closes it, or does not say welcome within 15 s. */
export async function openWindow(address: string, cookie: string): Promise<ConsoleWindow> {
  const socket = new WebSocket(`${address.replace('http', 'ws')}/console/socket`, {
    headers: { origin: address, cookie },
  });
  const events: ServerEvent[] = [];
  socket.on('error', () => undefined);
  socket.on('message', (data) => void events.push(JSON.parse(data.toString()) as ServerEvent));
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  const welcome = once(socket, 'message');
  const lost = closed.then((code) => Promise.reject(new Error(`closed with ${code}`)));
  lost.catch(() => undefined);
  const late = pause(15_000, undefined, { ref: false }).then(() => Promise.reject(new Error('no welcome')));
  late.catch(() => undefined);
  await Promise.race([welcome, lost, late]);
  let lastId = 0;
  return {
    socket,
    events,
    closed,
    async says(text) {
      lastId += 1;
      const id = lastId;
      const before = events.length;
      socket.send(JSON.stringify({ type: 'say', id, text, fromLink: false }));
      const isDone = () => events.some((event) => event.type === 'done' && event.to === id);
      for (let waited = 0; !isDone(); waited += 50) {
        if (waited > 15_000 || socket.readyState !== socket.OPEN) throw new Error(`no answer to ${text}`);
        await pause(50);
      }
      return JSON.stringify(events.slice(before));
    },
  };
}
