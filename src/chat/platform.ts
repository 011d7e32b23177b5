import type { IncomingMessage, RequestListener } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Hono } from 'hono';
import type { z } from 'zod';
import type { ChatIdentity, Platform, ServedWorkspace } from '#domain/chat-identity.ts';
import type { Catalogue } from './catalogue.ts';
import type { Dispatch } from './dispatch.ts';
import type { Finding } from './finding.ts';
import type { Invocation } from './invocation.ts';
import type { Reply } from './reply.ts';
import type { Surfaces } from './surfaces.ts';
import type { Environment } from './variables.ts';

/**
 * A platform as one thing to plug in (docs/design.md, section 3): everything that the rest of the program has to know about it.
 * Each platform folder exports one, as `platform`, from a file that loads no platform library by itself; those are
 * imported by the functions below, and so only where the platform is on.
 */
export interface ChatPlatform<Settings extends object = object> {
  name: Platform;
  /** As it calls itself. */
  title: string;
  /** Its part of the environment (docs/design.md, section 8). */
  variables: z.ZodObject;
  configure(given: Environment, host: Host): Configured<Settings>;
  /** What to set where it is off, after "set". */
  turnOn: string;
  /** How its ids look, for what operators type. */
  ids: {
    workspace: RegExp;
    user: RegExp;
    /** Null where it has no channels. */
    channel: { pattern: RegExp; example: string } | null;
    /** Arguments of `hexa link`. */
    example: string;
  };
  /** One line for the start: what is on, and how. */
  summary(settings: Settings): string;
  /** Asks the platform whether all is well, for `hexa doctor`. */
  examine(settings: Settings): Promise<Finding[]>;
  /**
   * The workspaces in which people can act, by the key that their chat identities have, and the ids by which operators
   * may name each. Rejects where the platform does not answer.
   */
  serves(settings: Settings): Promise<readonly ServedWorkspace[]>;
  /** Why nothing can be posted to this channel, as the end of a sentence; null where it can be. */
  channelProblem(settings: Settings, channel: string): Promise<string | null>;
  /** True where several services of one app would each get everything, so that they need `takeTurn`. */
  needsTurn?: true;
  /** True where it shows its people, on made-up data, what would have been mailed. */
  showsMails?(settings: Settings): boolean;
  /** Puts it together; it takes in nothing before `RunningPlatform.start`. */
  start(settings: Settings, tools: PlatformTools): Promise<RunningPlatform>;
}

/** What the environment says about a platform. Problems are a sentence each. */
export interface Configured<Settings> {
  /** Null where it is off, or where there is a problem. */
  settings: Settings | null;
  /** Variables that cannot be read as what they are. */
  malformed: string[];
  /** What the variables ask of each other. */
  contradictions: string[];
}

/** What a platform's settings may depend on beside its own variables. */
export interface Host {
  /** The database is an embedded one of our own. */
  isEmbedded: boolean;
  /** Only this machine gets to the web server. */
  isLoopback: boolean;
}

/** What every platform is given. */
export interface PlatformTools {
  dispatch: Dispatch;
  catalogue: Catalogue;
  log: PlatformLog;
  clock(): Date;
  takeTurn: TakeTurn;
  /** Calls back after something was changed, by any service on this database; what is returned stops it. */
  watchChanges(changed: () => void): () => Promise<void>;
  /** Under which the web server is reached, the nearest first; none until it listens. */
  origins(): readonly string[];
  /** Shows the operator what must not be in a log. */
  print(text: string): void;
  /** For a platform whose people are the users themselves. */
  accounts: Accounts;
  /** The data are made up. */
  isDemo: boolean;
  /** Null: none, as mail goes out or the data are real. */
  mailbox: MailboxView | null;
}

/** pino is one. */
export interface PlatformLog {
  info(data: object, message: string): void;
  warn(data: object, message: string): void;
  error(data: object, message: string): void;
}

/** Of several services on one database, one has the turn named so. It may come and go. */
export type TakeTurn = (name: string, on: { onHeld(): void; onLost(): void }) => Turn;

/** A service's turn at what only one of several on one database may do. */
export interface Turn {
  /** Resolves once it is known for the first time whose turn it is. */
  known: Promise<void>;
  release(): Promise<void>;
}

/** Users who come in without a chat account. */
export interface Accounts {
  /** Whom this chat identity acts as; null: nobody. */
  whoIs(identity: ChatIdentity): Promise<{ name: string; email: string } | null>;
  /** The identity of the user with this email and password; null: not let in. As fast whether or not there is one. */
  signIn(email: string, password: string): Promise<ChatIdentity | null>;
  /** What these people hold now, by the user of their identity; whoever may not come in any more is missing. */
  permissionsOf(people: readonly string[]): Promise<ReadonlyMap<string, ReadonlySet<string>>>;
  /** Makes this persona act as the first admin, unless it is linked already. */
  linkFirstAdmin(persona: string): Promise<void>;
  /** Those of these personas who act as a user. */
  linked(personas: readonly string[]): Promise<string[]>;
}

/** Mails that would have gone out, the newest first. */
export interface MailboxView {
  mails(): readonly { id: number; to: string; subject: string; text: string; at: string }[];
  /** Calls back after each new mail; what is returned stops it. */
  watch(changed: () => void): () => void;
}

/**
 * `on`: it takes in what people do. `waiting`: the platform has not answered yet, or not again; it is tried on. `standby`:
 * another service has the turn. `refused`: nothing works there until it is set right and started again.
 */
export type PlatformState = 'on' | 'waiting' | 'standby' | 'refused';

/** A platform that was put together. */
export interface RunningPlatform {
  surfaces: Surfaces;
  /** The workspaces in which people can act; null while the platform has not said. */
  serves(): readonly ServedWorkspace[] | null;
  /** Shows what came of an action that was confirmed on a page, where it was started (`Invocation.place`). */
  answerLater(invocation: Invocation, replies: readonly Reply[]): Promise<void>;
  /** Pages below this path, with headers of their own. */
  pages?: { path: string; routes: Hono };
  /** Takes the POST requests to this path, unread. */
  requests?: { path: string; listener: RequestListener };
  /** Takes the WebSockets of this path. */
  sockets?: { path: string; take(request: IncomingMessage, socket: Duplex, head: Buffer): void };
  /**
   * Connects; the web server listens by then. Resolves when connected, or after some seconds while it goes on trying.
   * Rejects with PlatformError where the platform refuses for good.
   */
  start(): Promise<void>;
  /** Where it stands; without it, it is on. */
  state?(): PlatformState;
  /** All is up. */
  ready?(): void;
  /** What is to be done every minute. */
  sweep?(): Promise<void>;
  /** Ends what would hold the web server open. */
  hangUp?(): Promise<void>;
  /** Takes nothing new, and finishes what is in flight within that time. */
  stop(patienceMs: number): Promise<void>;
}

/** A platform cannot be used as it is set: one sentence that says what to do. */
export class PlatformError extends Error {
  override readonly name = 'PlatformError';
}
