import { randomUUID } from 'node:crypto';
import { Botkit, BotkitConversation, type BotkitMessage, type BotWorker } from 'botkit';
import type { Dispatch } from '#chat/dispatch.ts';
import { LANGUAGES, type Words } from '#words/index.ts';
import type { Log } from '../ports.ts';
import type { Question } from '../protocol.ts';
import type { Room, Rooms } from '../rooms.ts';
import { type Arrival, arrivalOf, ConsoleAdapter } from './adapter.ts';
import { createGive } from './give.ts';
import { Guides } from './guides.ts';
import type { Handle } from './handle.ts';
import { createHandlers } from './handlers.ts';
import { wordsOf } from './invocation.ts';

/** The conversation of the console, behind an adapter of ours. */
export interface Bot {
  /** Answers one thing that a page sent; never rejects. */
  receive(arrival: Arrival): Promise<void>;
  /** What is asked next, where a guided conversation is under way. */
  questionOf(room: Room, words: Words): Question | null;
}

/** What it stands on. */
export interface BotOptions {
  dispatch: Dispatch;
  rooms: Rooms;
  log: Log;
  /** Before something is shown to everybody: closes the windows of those who may not see it any more. */
  beforeSharing(): Promise<void>;
}

const GUIDE = 'guide';

/**
 * Botkit hears what is typed and leads the guided conversation. Presses, forms and searches interrupt neither and go
 * past it.
 */
export function startBot({ dispatch, rooms, log, beforeSharing }: BotOptions): Bot {
  const give = createGive(rooms, beforeSharing, log);
  const guides = new Guides(dispatch, give);
  const handlers = createHandlers({ dispatch, guides, give });
  const adapter = new ConsoleAdapter((arrival) => guides.ask(arrival));
  const controller = new Botkit({ adapter, disable_webserver: true, disable_console: true });

  const unexpected = (arrival: Arrival, error: unknown): void => {
    const reference = randomUUID().slice(0, 8);
    log.error({ reference, err: error }, 'unexpected error in the console');
    const { title, text } = wordsOf(arrival).screens.common.unexpected(reference);
    arrival.room.add({ from: 'hexa', text: `${title}. ${text}` });
  };
  /** Botkit does not answer for what a handler throws: nothing leaves here. */
  const safely =
    (handle: Handle) =>
    async (_bot: BotWorker, message: BotkitMessage): Promise<void> => {
      const arrival = arrivalOf(message.context);
      await handle(arrival).catch((error: unknown) => unexpected(arrival, error));
    };
  const said = (says: (text: string) => boolean) => async (message: BotkitMessage) => {
    const { request } = arrivalOf(message.context);
    return request.type === 'say' && says(request.text.trim());
  };

  controller.interrupts(
    said((text) => text.startsWith('/')),
    'message',
    safely(handlers.typed),
  );
  controller.hears(
    said((text) => guidedCommand(text) !== null),
    'message',
    async (bot, message) => {
      const arrival = arrivalOf(message.context);
      const { request } = arrival;
      const path = request.type === 'say' ? guidedCommand(request.text.trim()) : null;
      await safely((given) => guides.begin(given, path ?? ''))(bot, message);
      if (guides.isUnderWay(arrival)) await bot.beginDialog(GUIDE);
    },
  );
  controller.on('message', safely(handlers.typed));

  const conversation = new BotkitConversation(GUIDE, controller);
  conversation.ask(
    '?',
    async (_answer, convo, bot, message) => {
      await safely(guides.answer)(bot, message);
      if (guides.isUnderWay(arrivalOf(message.context))) await convo.gotoThread('default');
    },
    { key: null as never },
  );
  controller.addDialog(conversation);

  const queues = new WeakMap<object, Promise<void>>();
  /** What one person says is answered in the order in which it was said; presses need not wait. */
  const inOrder = (room: object, work: () => Promise<void>): Promise<void> => {
    const turn = (queues.get(room) ?? Promise.resolve()).then(work);
    queues.set(
      room,
      turn.catch(() => undefined),
    );
    return turn;
  };
  return {
    questionOf: (room, words) => guides.questionOf(room, words),
    async receive(arrival) {
      const { type, id } = arrival.request;
      const isSaid = type === 'say' || type === 'answer' || type === 'back' || type === 'cancel';
      const turn = () => adapter.receive(arrival, (context) => controller.handleTurn(context));
      await (isSaid ? inOrder(arrival.room, turn) : handlers.request(arrival)).catch((error: unknown) =>
        unexpected(arrival, error),
      );
      arrival.window.send({ type: 'done', to: id });
    },
  };
}

/** The command that a sentence such as `add a user` begins a guided conversation for, in any of our languages. */
function guidedCommand(text: string): string | null {
  const said = text.toLowerCase().replace(/[.!?]+$/, '');
  for (const words of Object.values(LANGUAGES)) {
    for (const [path, sentences] of Object.entries(words.console.guides)) {
      if (sentences.includes(said)) return path;
    }
  }
  return null;
}
