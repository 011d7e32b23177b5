/**
 * The connection to the service. Requests carry a number; what answers them comes back with it until `done`.
 *
 * @typedef {import('../protocol.ts').ServerEvent} ServerEvent
 * @typedef {import('../protocol.ts').PageRequest} PageRequest
 * @typedef {PageRequest extends infer R ? R extends { id: number } ? Omit<R, 'id'> : never : never} NewRequest
 */

const SIGNED_OUT = 4401;
const NOT_THIS_PERSON = 4403;
const AGAIN_MS = [500, 1_000, 2_000, 5_000];

export class Socket {
  /** @type {WebSocket | null} */
  #socket = null;
  #lastId = 0;
  #attempts = 0;
  /** @type {Map<number, { on: (event: ServerEvent) => void, end: () => void }>} */
  #open = new Map();
  #address;
  #handlers;

  /**
   * @param {string} address
   * @param {{ event: (event: ServerEvent) => void, state: (state: 'open' | 'lost' | 'signed_out', reason?: string) => void }} handlers
   */
  constructor(address, handlers) {
    this.#address = address;
    this.#handlers = handlers;
  }

  connect() {
    const socket = new WebSocket(this.#address);
    this.#socket = socket;
    socket.addEventListener('message', ({ data }) => this.#receive(JSON.parse(String(data))));
    socket.addEventListener('close', ({ code, reason }) => {
      for (const { end } of this.#open.values()) end();
      this.#open.clear();
      if (code === SIGNED_OUT || code === NOT_THIS_PERSON) return this.#handlers.state('signed_out', reason);
      this.#handlers.state('lost');
      const wait = AGAIN_MS[Math.min(this.#attempts, AGAIN_MS.length - 1)];
      this.#attempts += 1;
      setTimeout(() => this.connect(), wait);
    });
  }

  /** How often it was lost without coming back. */
  get attempts() {
    return this.#attempts;
  }

  get isOpen() {
    return this.#socket?.readyState === WebSocket.OPEN;
  }

  /**
   * Resolves when everything that answers it has come, or the connection was lost.
   *
   * @param {NewRequest} request
   * @param {(event: ServerEvent) => void} [on]
   * @returns {Promise<void>}
   */
  request(request, on = () => {}) {
    if (!this.isOpen) return Promise.resolve();
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve) => {
      this.#open.set(id, { on, end: resolve });
      this.#socket?.send(JSON.stringify({ ...request, id }));
    });
  }

  /** @param {ServerEvent} event */
  #receive(event) {
    if (event.type === 'welcome') {
      this.#attempts = 0;
      this.#handlers.state('open');
    }
    if (!('to' in event)) return this.#handlers.event(event);
    const asked = this.#open.get(event.to);
    if (event.type !== 'done') return asked?.on(event);
    this.#open.delete(event.to);
    asked?.end();
  }
}
