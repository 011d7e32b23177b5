import { randomUUID } from 'node:crypto';
import { Botkit, BotkitConversation, type BotkitMessage, type BotWorker } from 'botkit';
import type { Dispatch } from '#chat/dispatch.ts';
import { LANGUAGES, type Words } from '#words/index.ts';
import type { Step } from '../answer.ts';
import type { Log } from '../ports.ts';
import type { Question } from '../protocol.ts';
import type { Room, Rooms } from '../rooms.ts';
import { type Arrival, arrivalOf, ConsoleAdapter } from './adapter.ts';
import { Guides } from './guides.ts';
import { createHandlers, type Handlers } from './handlers.ts';
import { wordsOf } from './invocation.ts';

export interface Bot {
  /** Answers one thing that a page sent; never rejects. */
  receive(arrival: Arrival): Promise<void>;
  /** What is asked next, where a guided conversation is under way. */
  questionOf(room: Room, words: Words): Question | null;
}

export interface BotOptions {
  dispatch: Dispatch;
  rooms: Rooms;
  log: Log;
  /** Before something is shown to everybody: closes the windows of those who may not see it any more. */
  beforeSharing(): Promise<void>;
}

const GUIDE = 'guide';
/** In an activity of the guided conversation: ask what is to be asked now. */
const ASK = { isQuestion: true };

/** Botkit with our adapter: what is typed is heard or goes into a dialog; presses and forms interrupt none. */
export function startBot({ dispatch, rooms, log, beforeSharing }: BotOptions): Bot {
  const guides = new Guides(dispatch);
  const show = async (arrival: Arrival, step: Step): Promise<void> => {
    if (step.to === 'everybody') await beforeSharing();
    carryOut(rooms, arrival, step);
  };
  const adapter = new ConsoleAdapter(async (arrival, { channelData }) => {
    if (channelData?.isQuestion) guides.ask(arrival);
    else await show(arrival, channelData.step);
  });
  const controller = new Botkit({ adapter, disable_webserver: true, disable_console: true });
  const handlers = createHandlers({ dispatch, guides });

  /** Botkit does not answer for what a handler throws: nothing leaves here. */
  const safely =
    (handle: Handlers[keyof Handlers]) =>
    async (bot: BotWorker, message: BotkitMessage): Promise<void> => {
      const arrival = arrivalOf(message.context);
      try {
        await handle(arrival, async (step) => void (await bot.reply(message, { channelData: { step } })));
      } catch (error) {
        unexpected(arrival, error);
      }
    };
  const unexpected = (arrival: Arrival, error: unknown): void => {
    const reference = randomUUID().slice(0, 8);
    log.error({ reference, err: error }, 'unexpected error in the console');
    const { title, text } = wordsOf(arrival).screens.common.unexpected(reference);
    arrival.room.add({ from: 'hexa', text: `${title}. ${text}` });
  };
  const isSaid = (message: BotkitMessage, says: (text: string, arrival: Arrival) => boolean): boolean => {
    const arrival = arrivalOf(message.context);
    return arrival.request.type === 'say' && says(arrival.request.text.trim(), arrival);
  };
  const test = (says: (text: string, arrival: Arrival) => boolean) => async (message: BotkitMessage) =>
    isSaid(message, says);

  controller.interrupts(async () => true, 'request', safely(handlers.request));
  controller.interrupts(
    test((text) => text.startsWith('/')),
    'message',
    safely(handlers.line),
  );
  controller.hears(
    test((text) => guidedCommand(text) !== null),
    'message',
    async (bot, message) => {
      const arrival = arrivalOf(message.context);
      await safely(async (given, reply) => {
        const path = given.request.type === 'say' ? guidedCommand(given.request.text.trim()) : null;
        await guides.begin(given, path ?? '', reply);
      })(bot, message);
      if (guides.isUnderWay(arrival)) await bot.beginDialog(GUIDE);
    },
  );
  controller.on('message', safely(handlers.line));

  const conversation = new BotkitConversation(GUIDE, controller);
  conversation.ask(
    { text: ['?'], channelData: ASK },
    async (_answer, convo, bot, message) => {
      await safely((arrival, reply) => guides.answer(arrival, reply))(bot, message);
      if (guides.isUnderWay(arrivalOf(message.context))) await convo.gotoThread('default');
    },
    { key: null as never },
  );
  controller.addDialog(conversation);

  const queues = new WeakMap<object, Promise<void>>();
  /** What one person says is answered in the order in which it was said; presses need not wait. */
  const inOrder = (room: object, work: () => Promise<void>): Promise<void> => {
    const turn = (queues.get(room) ?? Promise.resolve()).then(work);
    queues.set(room, turn);
    return turn;
  };
  return {
    questionOf: (room, words) => guides.questionOf(room, words),
    async receive(arrival) {
      const turn = (): Promise<void> =>
        adapter
          .receive(arrival, (context) => controller.handleTurn(context))
          .catch((error: unknown) => unexpected(arrival, error));
      const { type, id } = arrival.request;
      if (type === 'say' || type === 'answer' || type === 'back' || type === 'cancel') {
        await inOrder(arrival.room, turn);
      } else await turn();
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

function carryOut(rooms: Rooms, { window, room }: Arrival, step: Step): void {
  switch (step.to) {
    case 'window':
      window.send(step.event);
      break;
    case 'room':
      room.add(step.add);
      break;
    case 'everybody':
      for (const each of rooms.all) if (each === room || each.windows.size > 0) each.add(step.add);
      break;
    case 'entry':
      if ('remove' in step) room.remove(step.id);
      else if (!room.update(step.id, step.replace)) room.add({ from: 'hexa', screen: step.replace });
  }
}
