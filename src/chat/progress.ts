import type { By } from '#domain/by.ts';
import type { Proof } from '#domain/proof.ts';
import type { Standing } from '#domain/standing.ts';
import type { Actor } from '#domain/user.ts';
import { finished, type Outcome } from '#metrics/events.ts';
import type { Words } from '#words/index.ts';
import type { Catalogue } from './catalogue.ts';
import type { Context, Setup } from './context.ts';
import type { Invocation } from './invocation.ts';
import { wordsOfStanding } from './languages.ts';
import { reopenForm } from './reopen-form.ts';
import type { Work } from './resolve.ts';
import type { Screen } from './screen.ts';
import type { Services } from './services.ts';
import type { Surfaces } from './surfaces.ts';

/** What the dispatch stands on. */
export interface DispatchOptions {
  catalogue: Catalogue;
  services: Services;
  setup: Setup;
  clock: () => Date;
  surfaces: Pick<Surfaces, 'profile'>;
  log: {
    info(data: object, message: string): void;
    error(data: object, message: string): void;
  };
}

/** One invocation under way: what is known of it when something goes wrong. */
export interface Progress {
  invocation: Invocation;
  startedAt: Date;
  standing: Standing | null;
  work: Work | null;
  /** True from the moment that something may have been changed. */
  mayHaveChanged: boolean;
  outcome: Outcome;
  /** Milliseconds of the process, for measuring. */
  receivedAt: number;
  /** What the person has confirmed with a passkey; null: nothing. */
  proof: Proof | null;
}

/** An invocation of which nothing is known yet. */
export function begin(invocation: Invocation, startedAt: Date, proof: Proof | null = null): Progress {
  return {
    invocation,
    startedAt,
    standing: null,
    work: null,
    mayHaveChanged: false,
    outcome: 'done',
    receivedAt: performance.now(),
    proof,
  };
}

/** Says for the metrics what became of it. */
export function end({ invocation, work, outcome, receivedAt }: Progress): void {
  finished.say(() => ({
    command: work?.name ?? 'unknown',
    platform: invocation.identity.platform,
    outcome,
    seconds: (performance.now() - receivedAt) / 1_000,
  }));
}

/** What the handler of this invocation gets. */
export function contextOf(options: DispatchOptions, progress: Progress, standing: Standing): Context {
  return new Handed(options, progress, standing);
}

/**
 * A class, as V8 keeps a map for every object literal with getters of its own: maps and what their getters reach outlive
 * the collections of young garbage.
 */
class Handed implements Context {
  readonly invocation: Invocation;
  readonly words: Words;
  readonly zone: string;
  readonly standing: Standing;
  readonly setup: Setup;
  readonly services: Services;
  readonly surfaces: Pick<Surfaces, 'profile'>;
  readonly catalogue: Catalogue;
  readonly now: Date;
  readonly #options: DispatchOptions;
  readonly #progress: Progress;

  constructor(options: DispatchOptions, progress: Progress, standing: Standing) {
    const { invocation, startedAt } = progress;
    this.invocation = invocation;
    this.words = wordsOfStanding(invocation, standing);
    this.zone = invocation.zone ?? standing.profile?.zone ?? 'UTC';
    this.standing = standing;
    this.setup = options.setup;
    this.services = options.services;
    this.surfaces = options.surfaces;
    this.catalogue = options.catalogue;
    this.now = startedAt;
    this.#options = options;
    this.#progress = progress;
  }

  get actor(): Actor {
    if (this.standing.actor === null) throw new Error('no actor: the gate was not asked for one');
    return this.standing.actor;
  }

  get by(): By {
    const { id: requestId, identity } = this.invocation;
    return { actor: this.actor, identity, requestId, proof: this.#progress.proof };
  }

  reopenForm(draft: string): Promise<Screen> {
    const counted = (standing: Standing) => contextOf(this.#options, this.#progress, standing);
    return reopenForm(this.catalogue, this, draft, counted);
  }
}
