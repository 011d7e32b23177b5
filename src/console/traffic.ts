import type { WebSocket } from 'ws';

/** Requests of one window that are worked on at once; what is more waits in its connection, not in our memory. */
const UNDER_WAY = 4;
/** What may lie unread for one window, in bytes. A page that reads has next to nothing there. */
const UNREAD = 4 * 1024 * 1024;

/** Works on what a window sends, in order and a few at once. `work` must not reject. */
export function takeInTurns(socket: WebSocket, work: (text: string) => Promise<void>): void {
  const waiting: string[] = [];
  let underWay = 0;
  const next = (): void => {
    while (underWay < UNDER_WAY && waiting.length > 0 && isOpen(socket)) {
      underWay += 1;
      void work(waiting.shift() ?? '').finally(() => {
        underWay -= 1;
        next();
      });
    }
    // Also where it is closing: the goodbye of the other side has to be read.
    if (underWay < UNDER_WAY || !isOpen(socket)) socket.resume();
    else socket.pause();
  };
  socket.on('message', (data) => {
    if (!isOpen(socket)) return;
    waiting.push(data.toString());
    next();
  });
  next();
}

/** Sends to a window that reads; one that leaves megabytes unread is cut off. */
export function sendTo(socket: WebSocket, text: string): void {
  if (!isOpen(socket)) return;
  if (socket.bufferedAmount > UNREAD) socket.terminate();
  else socket.send(text);
}

/** Says goodbye with a code and a word that the page knows. */
export function end(socket: WebSocket, code: number, reason = ''): void {
  socket.resume();
  socket.close(code, reason);
}

function isOpen(socket: WebSocket): boolean {
  return socket.readyState === socket.OPEN;
}
