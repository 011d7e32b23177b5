import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { findElement } from '../test/support/slack/elements.ts';
import { fill } from '../test/support/slack/fixtures.ts';
import { sign } from '../test/support/slack/http-transport.ts';
import { stateFor, stateValues, type Value } from '../test/support/slack/state-values.ts';
import type { Block, Dict, View } from '../test/support/slack/types.ts';
import { toStoredBlocks } from '../test/support/slack/wire.ts';

/**
 * The one team of the bench, its token and the secret that its requests are signed with; none of them opens anything.
 */
export const TEAM = 'T0ACME';
/** See TEAM. */
export const BOT_TOKEN = 'xoxb-of-the-bench';
/** See TEAM. */
export const SIGNING_SECRET = 'a-signing-secret-of-the-bench';

/** What stands in an answer that is none. */
const REFUSED = /⛔|Something went wrong/;

/** How one command went: milliseconds from the request on. */
export interface Answered {
  acknowledged: number;
  answered: number;
  /** The answer as it was sent. */
  body: string;
}

/** A form on somebody's screen, and where its result will come. */
export interface OpenForm {
  key: string;
  userId: string;
  view: View;
}

type Signed = ReturnType<typeof sign>;

interface Waiting {
  answer(at: number, body: string): void;
}

/**
 * Slack as far as speed needs it: sends signed requests, takes answers, keeps nothing and checks nothing, so that what
 * is measured is the app. What Slack would refuse is the tests' concern (test/support/slack).
 */
export class SlackSide {
  /** `SLACK_API_URL`. */
  apiUrl = '';
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1_000 });
  readonly #waiting = new Map<string, Waiting>();
  readonly #server = createServer((incoming, response) => void this.#serve(incoming, response));
  #origin = '';
  #count = 0;

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    this.#origin = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
    this.apiUrl = `${this.#origin}/api/`;
    return this;
  }

  async stop(): Promise<void> {
    this.#agent.destroy();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** Types a command and waits for what comes to its response_url. Throws where that is a refusal: those are quick. */
  async command(app: string, userId: string, text: string): Promise<Answered> {
    const key = this.#key();
    const answered = await this.#send(app, key, this.#typed(userId, text, key));
    if (REFUSED.test(answered.body)) throw new Error(`${text}: ${answered.body.slice(0, 300)}`);
    return answered;
  }

  /** Types a command that opens a form, and answers the form. */
  async open(app: string, userId: string, text: string): Promise<OpenForm> {
    const key = this.#key();
    const { body } = await this.#send(app, key, this.#typed(userId, text, key));
    const { view } = JSON.parse(body) as { view?: Dict };
    if (view === undefined) throw new Error(`${text} opened no form: ${body.slice(0, 300)}`);
    return { key, userId, view: { ...view, id: key, blocks: toStoredBlocks(view.blocks) } as View };
  }

  /** Types into a select of users; returns the milliseconds until its options were there. */
  async search(app: string, userId: string, text: string): Promise<number> {
    const payload = fill('block-suggestion-view', {
      user: { id: userId, name: userId, team_id: TEAM },
      action_id: 'user?users',
      block_id: 'user',
      value: text,
    });
    const started = performance.now();
    return (await this.#post(app, sign('interactive', payload, SIGNING_SECRET))) - started;
  }

  /** Fills a form in, submits it, and waits for the result where it was opened. */
  submit(app: string, form: OpenForm, values: Record<string, Value>): Promise<Answered> {
    return this.fillIn(form, values)(app);
  }

  /** Fills a form in; what is returned submits it. */
  fillIn({ key, userId, view }: OpenForm, values: Record<string, Value>): (app: string) => Promise<Answered> {
    const state = { values: stateOf(view.blocks, values) };
    const payload = fill('view-submission', {
      user: { id: userId, username: userId, name: userId, team_id: TEAM },
      view: { ...view, state, team_id: TEAM, root_view_id: view.id, previous_view_id: null },
    });
    const signed = sign('interactive', payload, SIGNING_SECRET);
    return (app) => this.#send(app, key, signed);
  }

  /** Sends a request; `key` names what is waited for: a response_url or a trigger. */
  async #send(app: string, key: string, signed: Signed): Promise<Answered> {
    const arrived = this.#arrival(key);
    const started = performance.now();
    const acknowledged = this.#post(app, signed);
    const [acknowledgedAt, { at, body }] = await Promise.all([acknowledged, arrived]);
    return { acknowledged: acknowledgedAt - started, answered: at - started, body };
  }

  #typed(userId: string, text: string, key: string): Signed {
    const payload = fill('slash-command', {
      team_id: TEAM,
      enterprise_id: undefined,
      enterprise_name: undefined,
      user_id: userId,
      text,
      response_url: `${this.#origin}/answers/${key}`,
      trigger_id: key,
    });
    return sign('slash_commands', payload, SIGNING_SECRET);
  }

  #key(): string {
    this.#count += 1;
    return `k${this.#count}`;
  }

  #arrival(key: string): Promise<{ at: number; body: string }> {
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error('no answer within ten minutes')), 600_000);
      this.#waiting.set(key, {
        answer: (at, body) => {
          clearTimeout(late);
          this.#waiting.delete(key);
          resolve({ at, body });
        },
      });
    });
  }

  #post(app: string, signed: Signed): Promise<number> {
    const { body } = signed;
    const headers = { ...signed.headers, 'content-length': Buffer.byteLength(body) };
    return new Promise((resolve, reject) => {
      const sent = request(`${app}/slack/events`, { method: 'POST', agent: this.#agent, headers });
      sent.on('response', (response) => {
        const at = performance.now();
        response.resume().on('end', () => {
          if (response.statusCode === 200) resolve(at);
          else reject(new Error(`HTTP ${response.statusCode}`));
        });
      });
      sent.on('error', (error: NodeJS.ErrnoException) => {
        // A connection that was kept and that the app closed in that moment: nothing was read of the request.
        if (sent.reusedSocket && error.code === 'ECONNRESET') resolve(this.#post(app, signed));
        else reject(error);
      });
      sent.end(body);
    });
  }

  async #serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const at = performance.now();
    const body = Buffer.concat(chunks).toString();
    const [, root = '', name = ''] = (incoming.url ?? '').split('/');
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(root === 'api' ? JSON.stringify(this.#call(name, body, at)) : 'ok');
    if (root === 'answers') this.#waiting.get(name)?.answer(at, body);
  }

  /** A Web API method. A form that opens, there and then or in a loading view, is the answer to the command with its trigger. */
  #call(method: string, body: string, at: number): Dict {
    switch (method) {
      case 'auth.test':
        return { ok: true, team_id: TEAM, user_id: 'U0BOT', bot_id: 'B0BOT' };
      case 'views.open':
      case 'views.update': {
        const fields = new URLSearchParams(body);
        const view = JSON.parse(fields.get('view') ?? '{}') as Dict;
        const key = fields.get('trigger_id') ?? fields.get('view_id') ?? '';
        if (view.submit !== undefined) this.#waiting.get(key)?.answer(at, JSON.stringify({ view }));
        return { ok: true, view: { ...view, id: key } };
      }
      default:
        return { ok: true };
    }
  }
}

/** `state.values` of a form with these values, named by label. */
function stateOf(blocks: Block[], values: Record<string, Value>): ReturnType<typeof stateValues> {
  const typed: ReturnType<typeof stateValues> = {};
  for (const [label, value] of Object.entries(values)) {
    const { blockId, actionId, element } = findElement(blocks, label, 'value');
    typed[blockId] = { [actionId]: stateFor(element, value) };
  }
  return stateValues(blocks, typed);
}
