import { createHash, randomBytes } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { type ChatIdentity, identityKey } from '#domain/chat-identity.ts';

/** Who somebody with a session cookie may be: sample people of the operator, or the one user who signed in. */
export type Rights =
  | { way: 'key' }
  /** `permissions`: what they held when that was looked at last; the session ends with any of it. */
  | { way: 'password'; identity: ChatIdentity; permissions: ReadonlySet<string> };

/** Why a session ended: a word that the page has a sentence for, but for who signed out. */
export type Ended = 'rights_ended' | 'unlinked' | 'disabled' | 'expired' | 'signed_out';

/** A signed-in browser. */
export interface Session {
  /** Hash of the cookie's value, which itself is stored nowhere. */
  id: string;
  rights: Rights;
}

/** After this time without a request one signs in anew. */
const IDLE_MS = 12 * 60 * 60_000;
const MAX_SESSIONS = 1_000;
/** Of one person; the one unused for longest gives way. */
const MAX_OWN_SESSIONS = 20;

/** Name of the session's cookie. */
export const COOKIE = 'hexa_console';

/** Sessions live in memory: a restart ends them. Values of cookies and keys are random and compared by hash. */
export class Sessions {
  /** Expired ones are not among them. */
  readonly #sessions: LRUCache<string, Session>;
  /** A window that was away when its session ended asks for the reason later. */
  readonly #ended: LRUCache<string, Ended>;
  #key: string | null = null;

  constructor(clock: () => Date) {
    const lasting = {
      max: MAX_SESSIONS,
      ttl: IDLE_MS,
      ttlResolution: 0,
      perf: { now: () => clock().getTime() },
    };
    this.#ended = new LRUCache(lasting);
    this.#sessions = new LRUCache({
      ...lasting,
      updateAgeOnGet: true,
      dispose: (_session, id, how) => {
        if (how === 'expire') this.#ended.set(id, 'expired');
      },
    });
  }

  /** A new one-time key; the one before works no more. */
  newKey(): string {
    const key = randomBytes(24).toString('base64url');
    this.#key = hashOf(key);
    return key;
  }

  /** True once for the newest key. */
  takeKey(key: string): boolean {
    const fits = this.#key !== null && this.#key === hashOf(key);
    if (fits) this.#key = null;
    return fits;
  }

  /** The value for the cookie. */
  open(rights: Rights): string {
    if (rights.way === 'password') this.#makeRoom(rights.identity);
    const value = randomBytes(24).toString('base64url');
    const id = hashOf(value);
    this.#sessions.set(id, { id, rights });
    return value;
  }

  /** The session behind a Cookie header. */
  find(cookies: string | undefined): Session | null {
    const id = readId(cookies);
    return (id === null ? undefined : this.#sessions.get(id)) ?? null;
  }

  /** Why the session behind a Cookie header ended, if that was since we started. */
  whyEnded(cookies: string | undefined): Ended | null {
    const id = readId(cookies);
    return (id === null ? undefined : this.#ended.get(id)) ?? null;
  }

  isOpen(session: Session): boolean {
    return this.#sessions.peek(session.id) === session;
  }

  close({ id }: Session, why: Ended = 'signed_out'): void {
    this.#sessions.delete(id);
    this.#ended.set(id, why);
  }

  /** Open ones of people who signed in by password, those used last first. */
  get ofPeople(): (Session & { rights: { way: 'password' } })[] {
    return [...this.#sessions.values()].filter(
      (session): session is Session & { rights: { way: 'password' } } => session.rights.way === 'password',
    );
  }

  /** Whether anybody who may act as this person is signed in. */
  hasSessionOf(identity: ChatIdentity): boolean {
    return [...this.#sessions.values()].some(
      ({ rights }) => rights.way === 'key' || identityKey(rights.identity) === identityKey(identity),
    );
  }

  #makeRoom({ user }: ChatIdentity): void {
    const own = this.ofPeople.filter(({ rights }) => rights.identity.user === user);
    for (const session of own.slice(MAX_OWN_SESSIONS - 1)) this.close(session);
  }
}

function hashOf(value: string): string {
  return createHash('sha256').update(value).digest('base64url');
}

/** The session's id in a Cookie header. */
function readId(header = ''): string | null {
  for (const pair of header.split(';')) {
    const [name, value] = pair.trim().split('=');
    if (name === COOKIE && value !== undefined) return hashOf(value);
  }
  return null;
}
