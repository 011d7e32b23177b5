import type { Proof } from '#domain/proof.ts';
import type { Standing } from '#domain/standing.ts';
import { finished, type Outcome } from '#metrics/events.ts';
import type { Catalogue } from './catalogue.ts';
import type { Context, Setup } from './context.ts';
import type { Invocation } from './invocation.ts';
import { wordsOfStanding } from './languages.ts';
import { reopenForm } from './reopen-form.ts';
import type { Work } from './resolve.ts';
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
  const { invocation } = progress;
  const { setup, services, surfaces, catalogue } = options;
  return {
    invocation,
    words: wordsOfStanding(invocation, standing),
    zone: invocation.zone ?? standing.profile?.zone ?? 'UTC',
    standing,
    get actor() {
      if (standing.actor === null) throw new Error('no actor: the gate was not asked for one');
      return standing.actor;
    },
    get by() {
      const { actor } = this;
      return { actor, identity: invocation.identity, requestId: invocation.id, proof: progress.proof };
    },
    setup,
    services,
    surfaces,
    catalogue,
    reopenForm(draft) {
      return reopenForm(catalogue, this, draft, (counted) => contextOf(options, progress, counted));
    },
    now: progress.startedAt,
  };
}
