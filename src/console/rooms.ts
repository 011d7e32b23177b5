import { randomUUID } from 'node:crypto';
import { type ChatIdentity, identityKey } from '#domain/chat-identity.ts';
import type { Entry, PageScreen, ServerEvent } from './protocol.ts';

/** What stays to be seen when the page is opened again. */
const MAX_ENTRIES = 200;

/** One open page; it acts as one person. */
export interface Window {
  id: string;
  identity: ChatIdentity;
  locale: string | null;
  zone: string | null;
  send(event: ServerEvent): void;
}

/** An entry before it has an id and a time. */
export type NewEntry = Pick<Entry, 'from'> & { text?: string; screen?: PageScreen; isShared?: boolean };

/** The conversation between one person and us, in memory, shown in each of their windows. */
export class Room {
  readonly identity: ChatIdentity;
  readonly windows = new Set<Window>();
  readonly #clock: () => Date;
  readonly #entries = new Map<string, Entry>();

  constructor(identity: ChatIdentity, clock: () => Date) {
    this.identity = identity;
    this.#clock = clock;
  }

  get entries(): Entry[] {
    return [...this.#entries.values()];
  }

  find(id: string | null): Entry | null {
    return (id === null ? undefined : this.#entries.get(id)) ?? null;
  }

  add({ from, text, screen, isShared = false }: NewEntry): Entry {
    const at = this.#clock().toISOString();
    const entry: Entry = { id: randomUUID(), at, from, text: text ?? null, screen: screen ?? null, isShared };
    const [oldest] = this.#entries.keys();
    if (this.#entries.size >= MAX_ENTRIES && oldest !== undefined) this.#entries.delete(oldest);
    this.#entries.set(entry.id, entry);
    this.send({ type: 'entry', entry });
    return entry;
  }

  /** False where there is no such message any more. */
  update(id: string, screen: PageScreen): boolean {
    const entry = this.#entries.get(id);
    if (entry === undefined) return false;
    const updated = { ...entry, screen, text: null };
    this.#entries.set(id, updated);
    this.send({ type: 'entry', entry: updated });
    return true;
  }

  remove(id: string): void {
    if (this.#entries.delete(id)) this.send({ type: 'entry_gone', id });
  }

  send(event: ServerEvent): void {
    for (const window of this.windows) window.send(event);
  }
}

/** The conversations of everybody, one for each person. */
export class Rooms {
  readonly #clock: () => Date;
  readonly #rooms = new Map<string, Room>();

  constructor(clock: () => Date) {
    this.#clock = clock;
  }

  of(identity: ChatIdentity): Room {
    const key = identityKey(identity);
    const room = this.#rooms.get(key) ?? new Room(identity, this.#clock);
    this.#rooms.set(key, room);
    return room;
  }

  get all(): Room[] {
    return [...this.#rooms.values()];
  }

  /** Forgets what was said to somebody who is not there any more. */
  forget(identity: ChatIdentity): void {
    const key = identityKey(identity);
    if (this.#rooms.get(key)?.windows.size === 0) this.#rooms.delete(key);
  }
}
