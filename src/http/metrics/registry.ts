import { performance } from 'node:perf_hooks';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { acknowledged, finished, gatewayHeld, mailed, refused } from '#metrics/events.ts';
import type { OperatingState } from '#services/operating/state.ts';

/** What is asked for at each scrape. */
export interface Sources {
  version: string;
  /** Rejects where the database does not answer: what depends on it is left out of that scrape. */
  state(): Promise<OperatingState>;
  /** When licence service and Hexabot last responded; null where nobody is asked, or has never responded. */
  responded: { licence(): Date | null; sso(): Date | null };
  clock(): Date;
}

/** What `/metrics` serves. */
export interface Metrics {
  /** Prometheus's text format, and the type that it is sent as. */
  text(): Promise<string>;
  contentType: string;
  /** Counts no more. */
  stop(): void;
}

/** From a few milliseconds to the seconds within which platforms want an answer. */
const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5, 10];

/**
 * Counts from now on. Names follow OpenTelemetry's conventions as Prometheus writes them: a unit at the end, `_total`
 * for counters (docs/operate.md, Metrics, has them all). Labels have few values, and none is a name, an email or an id.
 */
export function startMetrics(sources: Sources): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const commands = new Histogram({
    name: 'hexabot_chatops_command_duration_seconds',
    help: 'Time from receiving an invocation to its answer, by command, button or form.',
    labelNames: ['command', 'platform', 'outcome'] as const,
    buckets: SECONDS,
    registers,
  });
  const acknowledgements = new Histogram({
    name: 'hexabot_chatops_acknowledgement_duration_seconds',
    help: 'Time from receiving a payload to the first response, for which platforms give 3 s.',
    labelNames: ['platform'] as const,
    buckets: SECONDS,
    registers,
  });
  const refusals = new Counter({
    name: 'hexabot_chatops_refusals_total',
    help: 'Refusals, by code (docs/refusals.md).',
    labelNames: ['platform', 'code'] as const,
    registers,
  });
  const mails = new Counter({
    name: 'hexabot_chatops_mails_total',
    help: 'Mails handed to the mail server, by outcome of the attempt.',
    labelNames: ['outcome'] as const,
    registers,
  });
  const gateway = new Gauge({
    name: 'hexabot_chatops_gateway_held',
    help: 'Whether this process holds the Discord gateway; always 0 where Discord is off.',
    registers,
  });
  for (const outcome of ['sent', 'failed']) mails.inc({ outcome }, 0);
  const stops = [
    finished.hear(({ seconds, ...labels }) => commands.observe(labels, seconds)),
    acknowledged.hear(({ seconds, platform }) => acknowledgements.observe({ platform }, seconds)),
    refused.hear((labels) => refusals.inc(labels)),
    mailed.hear((labels) => mails.inc(labels)),
    gatewayHeld.hear(({ held }) => gateway.set(held ? 1 : 0)),
  ];
  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name: `hexabot_chatops_${name}`, help, labelNames, registers });
  const set = {
    database: gauge('database_up', 'Whether the database answered this scrape.'),
    jobs: gauge('jobs_waiting', 'Jobs that wait for their turn or their next try.', ['queue']),
    oldestJob: gauge('job_oldest_age_seconds', 'Age of the oldest job that waits.', ['queue']),
    cards: gauge('cards_behind', 'Copies of role change requests that do not show the latest state yet.'),
    requests: gauge('requests_open', 'Role change requests that wait for a decision.'),
    oldestRequest: gauge('request_oldest_age_seconds', 'Age of the oldest of them; 0 where there is none.'),
    users: gauge('users', 'Users that count towards the quota.'),
    licence: gauge('licence_answer_age_seconds', 'Age of the last answer of the licence service.'),
    sso: gauge('sso_answer_age_seconds', 'Age of the last answer of Hexabot on single sign-on.'),
  };
  new Gauge({
    name: 'target_info',
    help: 'What is measured.',
    labelNames: ['service_name', 'service_version'],
    registers,
  }).set({ service_name: 'hexabot-chatops', service_version: sources.version }, 1);
  const memory = new Gauge({ name: 'process_memory_usage_bytes', help: 'Resident memory.', registers });
  const cpu = new Counter({
    name: 'process_cpu_time_seconds_total',
    help: 'Processor time used.',
    registers,
  });
  const loop = new Gauge({
    name: 'nodejs_eventloop_utilization_ratio',
    help: 'Share of the time since the last scrape that the event loop was busy.',
    registers,
  });
  // Not its delay: measuring that wakes the process a hundred times a second.
  let usedBefore = performance.eventLoopUtilization();

  const readProcess = (): void => {
    memory.set(process.memoryUsage.rss());
    const { user, system } = process.cpuUsage();
    cpu.reset();
    cpu.inc((user + system) / 1e6);
    const used = performance.eventLoopUtilization();
    loop.set(performance.eventLoopUtilization(used, usedBefore).utilization);
    usedBefore = used;
  };
  const readState = (state: OperatingState | null): void => {
    set.database.set(state === null ? 0 : 1);
    for (const each of [set.jobs, set.oldestJob, set.cards, set.requests, set.oldestRequest, set.users])
      each.reset();
    if (state === null) return;
    for (const { queue, waiting, oldestSeconds } of state.jobs) {
      set.jobs.set({ queue }, waiting);
      set.oldestJob.set({ queue }, oldestSeconds);
    }
    set.cards.set(state.cardsBehind);
    set.requests.set(state.requestsOpen);
    set.oldestRequest.set(state.oldestRequestSeconds);
    set.users.set(state.users);
  };
  const readWatches = (): void => {
    const now = sources.clock().getTime();
    const age = (each: Gauge, at: Date | null): void => {
      if (at === null) each.remove();
      else each.set((now - at.getTime()) / 1_000);
    };
    age(set.licence, sources.responded.licence());
    age(set.sso, sources.responded.sso());
  };

  return {
    async text() {
      readProcess();
      readState(await sources.state().catch(() => null));
      readWatches();
      return registry.metrics();
    },
    contentType: registry.contentType,
    stop: () => {
      for (const stop of stops) stop();
    },
  };
}
