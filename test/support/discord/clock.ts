interface Alarm {
  due: number;
  ring: () => void;
  timer: NodeJS.Timeout;
}

/** Real time plus what a test has added to it, so that 3 seconds and 15 minutes need not be waited for. */
export class Clock {
  #ahead = 0;
  readonly #alarms = new Set<Alarm>();

  /** Milliseconds since 1970. */
  now(): number {
    return Date.now() + this.#ahead;
  }

  /** Moves the clock forward; what is due by then happens at once. */
  advance(milliseconds: number): void {
    this.#ahead += milliseconds;
    for (const alarm of [...this.#alarms].sort((a, b) => a.due - b.due)) {
      clearTimeout(alarm.timer);
      if (alarm.due <= this.now()) this.#fire(alarm);
      else alarm.timer = this.#start(alarm);
    }
  }

  /** Calls `ring` once this clock has moved on by so much. Returns how to call it off. */
  after(milliseconds: number, ring: () => void): () => void {
    const alarm = { due: this.now() + milliseconds, ring } as Alarm;
    alarm.timer = this.#start(alarm);
    this.#alarms.add(alarm);
    return () => {
      clearTimeout(alarm.timer);
      this.#alarms.delete(alarm);
    };
  }

  stop(): void {
    for (const alarm of this.#alarms) clearTimeout(alarm.timer);
    this.#alarms.clear();
  }

  #start(alarm: Alarm): NodeJS.Timeout {
    return setTimeout(() => this.#fire(alarm), Math.max(0, alarm.due - this.now()));
  }

  #fire(alarm: Alarm): void {
    if (this.#alarms.delete(alarm)) alarm.ring();
  }
}
