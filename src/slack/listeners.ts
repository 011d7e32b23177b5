import { randomUUID } from 'node:crypto';
import type { App, BlockOptions, BlockSuggestion, GlobalShortcut, ViewSubmitAction } from '@slack/bolt';
import type { Input, Invocation } from '#chat/invocation.ts';
import { arrived } from '#metrics/events.ts';
import type { InFlight } from '#timing/in-flight.ts';
import { invoke, invokeHome } from './answer/invoke.ts';
import { encodePlace } from './answer/later.ts';
import type { Tools } from './answer/place.ts';
import { actionPlace, commandPlace, formPlace, nowhere, shortcutPlace } from './answer/places.ts';
import { search } from './answer/search.ts';
import { type Acknowledge, submit } from './answer/submit.ts';
import { Arrivals } from './arrivals.ts';
import { LIMITS, MAX_FIELDS, PAGE_SIZE } from './limits.ts';
import type { Members } from './members.ts';
import { readForm, readHomeOpened, readPress, readSearch, readShortcut, readTyped } from './read/input.ts';
import { encodeReplyTo } from './read/reply-to.ts';
import { identityOf, type Team, type Who } from './read/team.ts';
import { checkedId, whoInteracts, whoTypes } from './read/who.ts';
import { decodeMetadata } from './view-metadata.ts';

/** What is known once Slack has said whom the token serves. */
export interface Connected {
  team: Team;
  members: Members;
}

/** Where something came from, as far as it can be answered there. */
interface From {
  url?: string;
  channel?: string | undefined;
  place?: string | null;
}

interface Listening {
  tools: Tools;
  inFlight: InFlight;
  connected: () => Connected;
}

/** The same listeners whichever way the payloads come: reads, acknowledges, and hands over to answer/. */
export function listen(app: App, { tools, inFlight, connected }: Listening): void {
  const invocation = async (
    who: Who,
    input: Input,
    delivery: string,
    { url, channel, place = null }: From = {},
  ): Promise<Invocation> => {
    const { team, members } = connected();
    const served = await members.isServed(who);
    return {
      id: randomUUID(),
      identity: identityOf(who, team, served),
      served,
      locale: null,
      pageSize: PAGE_SIZE,
      maxFields: MAX_FIELDS,
      // Of two people, or of one with the app.
      isDirect: channel?.startsWith('D') === true,
      delivery,
      replyTo: url === undefined ? null : encodeReplyTo(url, tools.clock()),
      place,
      input,
    };
  };
  const arrivals = new Arrivals();
  const isCrowded = (): boolean => inFlight.size >= LIMITS.crowd.from;
  /** Holds back a sender who is faster than we are. */
  const withRoom = (work: () => Promise<void>): Promise<void> =>
    inFlight.track(inFlight.room(LIMITS.held).then(work));
  /** The work is done also where the acknowledgement did not go out: the person asked for it. */
  const afterAck = (ack: () => Promise<void>, work: () => Promise<void>): Promise<void> => {
    const acknowledged = arrived('slack');
    return withRoom(async () => {
      await ack().then(acknowledged, (error: unknown) => tools.log.warn({ err: error }, 'not acknowledged'));
      await arrivals.settled();
      await work();
    });
  };

  acknowledgeTheRest(app);

  app.command(/.*/, ({ body, ack, context }) =>
    afterAck(ack, async () => {
      const who = whoTypes(body);
      const place = encodePlace(body, tools.clock());
      const from = { url: body.response_url, channel: body.channel_id, place };
      const made = await invocation(who, readTyped(body), deliveryOf(context), from);
      await invoke(tools, commandPlace(made, body));
    }),
  );

  app.action({ type: 'block_actions' }, ({ body, ack, context }) =>
    afterAck(ack, async () => {
      const input = readPress(body);
      if (input === null) return;
      const place = encodePlace(body, tools.clock());
      const from = { url: body.response_url, channel: body.channel?.id, place };
      const made = await invocation(whoInteracts(body), input, deliveryOf(context), from);
      await invoke(tools, actionPlace(made, body));
    }),
  );

  app.shortcut({ type: 'shortcut' }, ({ body, ack, context }) =>
    afterAck(ack, async () => {
      const shortcut = body as GlobalShortcut;
      const made = await invocation(whoInteracts(shortcut), readShortcut(shortcut), deliveryOf(context));
      await invoke(tools, shortcutPlace(made, shortcut));
    }),
  );

  // Slack waits for what these two acknowledge with: errors beside the fields, options of a select.
  app.view({ type: 'view_submission' }, ({ body, ack, context }) => {
    const form = body as ViewSubmitAction;
    const acknowledge = timed(ack as Acknowledge);
    return withRoom(async () => {
      const made = await invocation(whoInteracts(form), readForm(form), deliveryOf(context), {
        place: encodePlace(form, tools.clock()),
      });
      const isLate = arrivals.waiting >= LIMITS.longQueue;
      const mayBegin = arrivals.settled();
      const way = { view: form.view, ack: acknowledge, mayBegin, isLate, isCrowded };
      await submit(tools, formPlace(made, form), way);
    });
  });

  app.options({ type: 'block_suggestion' }, ({ body, ack, context }) => {
    const suggestion = body as BlockSuggestion;
    const offer = timed(ack as (response: BlockOptions) => Promise<void>);
    return withRoom(async () => {
      const input = readSearch(suggestion);
      if (input === null) return offer({ options: [] });
      const made = await invocation(whoInteracts(suggestion), input, deliveryOf(context));
      await offer({ options: await search(tools, made) });
    });
  });

  app.event('app_home_opened', ({ event, body }) => {
    const work = async (): Promise<void> => {
      // Events name a person, but not their workspace.
      const who = { userId: checkedId(event.user), userTeamId: null, enterpriseId: null };
      const { home } = decodeMetadata(event.view?.private_metadata ?? '');
      const made = await invocation(who, readHomeOpened(home), `event:${body.event_id}`);
      await invokeHome(tools, nowhere(made));
    };
    return event.tab === 'home' ? inFlight.track(work()) : Promise.resolve();
  });
}

const HEARD: ReadonlySet<unknown> = new Set([
  'block_actions',
  'shortcut',
  'view_submission',
  'block_suggestion',
]);

/**
 * What nobody here listens to (a shortcut of messages that somebody added to the manifest, say) is acknowledged and no
 * more. Bolt leaves it, so that the person sees a timeout; what it does not know itself reaches no middleware.
 */
function acknowledgeTheRest(app: App): void {
  const process = app.processEvent.bind(app);
  app.processEvent = (event) => {
    const { type, command, event: happened } = event.body;
    // Bolt acknowledges events by itself, all but this one.
    const isEvent = happened !== undefined && happened.type !== 'function_executed';
    return command !== undefined || isEvent || HEARD.has(type) ? process(event) : event.ack();
  };
}

/** The same acknowledgement, which says how long it took from here. */
function timed<A extends unknown[]>(ack: (...given: A) => Promise<void>): (...given: A) => Promise<void> {
  const acknowledged = arrived('slack');
  return (...given) => ack(...given).then(acknowledged);
}

/** The receivers put it into the context: over HTTP the request's signature, over Socket Mode the envelope. */
function deliveryOf(context: object): string {
  return 'delivery' in context ? String(context.delivery) : `none:${randomUUID()}`;
}
