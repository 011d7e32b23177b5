import { type Activity, BotAdapter, type ResourceResponse, TurnContext } from 'botbuilder-core';
import { identityKey } from '#domain/chat-identity.ts';
import type { PageRequest } from '../protocol.ts';
import type { Room, Window } from '../rooms.ts';

/** One thing that a page sent, with the person whom the server's session says it is. */
export interface Arrival {
  request: PageRequest;
  window: Window;
  room: Room;
}

const ARRIVAL = Symbol('arrival');

/**
 * Between the page and Botkit. Botkit's own web adapter believes whatever user id the browser sends; here who it is
 * comes with the window, which the server's session opened.
 */
export class ConsoleAdapter extends BotAdapter {
  readonly #ask: (arrival: Arrival) => void;

  /** `ask`: puts the present question of the guided conversation, which is all that Botkit itself sends. */
  constructor(ask: (arrival: Arrival) => void) {
    super();
    this.#ask = ask;
  }

  /** Runs one turn with what was typed, or answered to a question. */
  async receive(arrival: Arrival, turn: (context: TurnContext) => Promise<void>): Promise<void> {
    const { request, window } = arrival;
    const activity: Partial<Activity> = {
      type: 'message',
      id: `${window.id}:${request.id}`,
      channelId: 'console',
      serviceUrl: '',
      conversation: {
        id: identityKey(window.identity),
        isGroup: false,
        conversationType: 'personal',
        name: '',
      },
      from: { id: window.identity.user, name: '' },
      recipient: { id: 'hexabot', name: 'Hexabot' },
      // Answers may be passwords: neither Botkit's state nor its debug output is to hold them.
      text: request.type === 'say' ? request.text : '•',
      channelData: {},
    };
    const context = new TurnContext(this, activity);
    context.turnState.set(ARRIVAL, arrival);
    await this.runMiddleware(context, turn);
  }

  override async sendActivities(
    context: TurnContext,
    activities: Partial<Activity>[],
  ): Promise<ResourceResponse[]> {
    for (const _ of activities) this.#ask(arrivalOf(context));
    return activities.map(() => ({ id: '' }));
  }

  override async updateActivity(): Promise<void> {}
  override async deleteActivity(): Promise<void> {}
  override async continueConversation(): Promise<void> {
    throw new Error('messages that nobody asked for go through the surfaces of the console');
  }
}

/** What a page sent, within the turn that it began. */
export function arrivalOf(context: TurnContext): Arrival {
  return context.turnState.get(ARRIVAL);
}
