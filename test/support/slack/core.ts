import { validateBlocks } from './block-kit/validate-blocks.ts';
import { validateView } from './block-kit/validate-view.ts';
import { Changes } from './changes.ts';
import { type Clock, createClock } from './clock.ts';
import { Failures } from './failures.ts';
import { Messages } from './messages.ts';
import { ResponseUrls } from './response-urls.ts';
import type { Delivery, Kind, SendOptions, Transport } from './transport.ts';
import { Triggers } from './triggers.ts';
import type { Dict, Surface } from './types.ts';
import { Views } from './views.ts';
import { Workspace, type WorkspaceInput } from './workspace.ts';

/** One call that the app made: a Web API method, or "response_url". */
export interface Call {
  method: string;
  args: Dict;
  /** The double's clock when it came in. */
  time: number;
  /** What the double answered; undefined while it hangs. */
  answer?: Dict;
  status?: number;
}

/** Something that Slack would refuse, or that its documentation forbids. */
export interface Violation {
  /** The method, or "ack of view_submission" and the like. */
  where: string;
  problems: string[];
  payload: unknown;
}

/** Interactions whose acknowledgement says nothing. */
const EMPTY_ACKS = new Set(['block_actions', 'view_closed', 'shortcut', 'message_action']);

/** Everything that the double knows; what the Web API, the receivers and the people share. */
export class Core {
  readonly clock: Clock = createClock();
  readonly changes = new Changes();
  readonly failures = new Failures();
  readonly calls: Call[] = [];
  readonly violations: Violation[] = [];
  readonly deliveries: Delivery[] = [];
  readonly workspace: Workspace;
  readonly messages: Messages;
  readonly views: Views;
  readonly triggers: Triggers;
  readonly responseUrls: ResponseUrls;
  /** Where the double listens: "http://127.0.0.1:1234". */
  origin = '';
  transport: Transport | undefined;

  constructor(input: WorkspaceInput) {
    this.workspace = new Workspace(input);
    this.messages = new Messages(this.clock);
    this.views = new Views(this.clock, this.workspace, (problems, view) =>
      this.note('update of a view', problems, view),
    );
    this.triggers = new Triggers(this.clock);
    this.responseUrls = new ResponseUrls(this.clock, this.messages);
  }

  /** Delivers to the app, by the way that the test has chosen, and keeps the delivery. */
  async send(kind: Kind, payload: Dict, options: SendOptions): Promise<Delivery> {
    if (!this.transport) throw new Error('say double.overHttp(…) or double.overSocketMode() first');
    const delivery = await this.transport.send(kind, payload, options);
    this.deliveries.push(delivery);
    const type = String(payload.type);
    if (delivery.text !== '' && delivery.status === 200 && EMPTY_ACKS.has(type)) {
      this.note(`ack of ${type}`, ['Slack ignores the body of this acknowledgement'], delivery.text);
    }
    return delivery;
  }

  /** Notes what is wrong, when something is; the problems come back. */
  note(where: string, problems: string[], payload: unknown): string[] {
    if (problems.length > 0) this.violations.push({ where, problems, payload });
    return problems;
  }

  checkBlocks(where: string, blocks: unknown, surface: Surface): string[] {
    return this.note(where, validateBlocks(blocks, surface), blocks);
  }

  checkView(where: string, view: unknown): string[] {
    return this.note(where, validateView(view), view);
  }
}
