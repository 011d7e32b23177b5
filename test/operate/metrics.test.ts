import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { filledIn, type RunningService, runService } from '../support/running-service.ts';

let service: RunningService;
beforeAll(async () => {
  service = await runService({ METRICS_PORT: '0' });
});
afterAll(() => service[Symbol.asyncDispose]());

function address(): string {
  const line = service.log.find((each) => each.includes('Metrics   on'))!;
  return /http:\/\/\S+\/metrics/.exec(JSON.parse(line).msg)![0];
}

async function scrape(): Promise<string> {
  const response = await fetch(address());
  expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  return response.text();
}

/** The value of one sample, such as `name{label="…"}`. */
function sampled(text: string, sample: string): number | undefined {
  const line = text.split('\n').find((each) => each.startsWith(`${sample} `));
  return line === undefined ? undefined : Number(line.split(' ').at(-1));
}

it('counts commands and forms with their outcome, acknowledgements, refusals and mails', async () => {
  const { ann } = service;
  const bob = await service.member({ email: 'bob@example.com', roles: ['public'] });
  await service.ask(ann, '/hexa users list');
  await service.ask(bob, '/hexa users list');
  await service.ask(bob, '/hexa no such thing');
  const form = await service.open(ann, '/hexa users add');
  await ann.submits(form, { ...filledIn('new@example.com'), Email: 'no address' });
  await service.add(ann, 'other@example.com');
  await service.mailbox.next('other@example.com');
  await expect
    .poll(async () => sampled(await scrape(), 'hexabot_chatops_mails_total{outcome="sent"}'))
    .toBe(1);
  const text = await scrape();
  const commands = (labels: string) =>
    sampled(text, `hexabot_chatops_command_duration_seconds_count{${labels}}`);
  expect(commands('command="users list",platform="slack",outcome="done"')).toBe(1);
  expect(commands('command="users list",platform="slack",outcome="refused"')).toBe(1);
  expect(commands('command="unknown",platform="slack",outcome="refused"')).toBe(1);
  expect(commands('command="users.add",platform="slack",outcome="refused"')).toBe(1);
  expect(commands('command="users.add",platform="slack",outcome="done"')).toBe(1);
  expect(sampled(text, 'hexabot_chatops_refusals_total{platform="slack",code="permission_missing"}')).toBe(1);
  expect(
    sampled(text, 'hexabot_chatops_acknowledgement_duration_seconds_count{platform="slack"}'),
  ).toBeGreaterThanOrEqual(7);
});

it('tells what waits: jobs, cards, requests, and how many users there are', async () => {
  await service.query(
    `INSERT INTO chatops.requests (id, status, version, requester_id, platform, workspace, chat_user, target_id,
       roles_before, roles_after, gained, lost, reason, created_at, expires_at)
     VALUES (gen_random_uuid(), 'pending', 2, 'r', 'slack', 'T', 'U', 't', '{}', '{}', '{}', '{}', 'why',
       now() - interval '1 hour', now() + interval '1 day')`,
  );
  await service.query(
    `INSERT INTO chatops.posted_cards (request_id, audience, platform, workspace, address, shown)
     SELECT id, 'channel', 'slack', 'T', 'C', 1 FROM chatops.requests`,
  );
  const text = await scrape();
  expect(sampled(text, 'hexabot_chatops_requests_open')).toBe(1);
  expect(sampled(text, 'hexabot_chatops_request_oldest_age_seconds')).toBeGreaterThanOrEqual(3600);
  expect(sampled(text, 'hexabot_chatops_cards_behind')).toBe(1);
  expect(sampled(text, 'hexabot_chatops_jobs_waiting{queue="notice-mail"}')).toBe(0);
  expect(sampled(text, 'hexabot_chatops_users')).toBe(3);
  expect(sampled(text, 'hexabot_chatops_database_up')).toBe(1);
});

it('names no person, email or id', async () => {
  const text = await scrape();
  const people = await service.query<Record<string, string>>(
    'SELECT id, email, username, "lastName" FROM users',
  );
  const said = people.flatMap(Object.values).filter((each) => text.includes(each));
  expect(said).toEqual([]);
  expect(text).not.toContain(service.ann.id);
});

it('is described whole in docs/operate.md, and the dashboard asks for nothing that is not there', async () => {
  const text = await scrape();
  const names = [...text.matchAll(/^# TYPE (\S+) /gm)].map(([, name]) => name!);
  const page = readFileSync('docs/operate.md', 'utf8');
  expect(names.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  const samples = new Set(names.flatMap((name) => [name, `${name}_bucket`, `${name}_count`]));
  const dashboard = JSON.parse(readFileSync('docs/grafana-dashboard.json', 'utf8'));
  const queries: string[] = dashboard.panels.flatMap(({ targets = [] }: { targets?: { expr: string }[] }) =>
    targets.map(({ expr }) => expr),
  );
  const asked = queries.flatMap((query) => query.match(/\b[a-z]+_[a-z0-9_]+(?=\{|\[|\)|$| )/g) ?? []);
  expect(queries.length).toBeGreaterThan(8);
  expect(
    asked.filter(
      (name) => !samples.has(name) && !/^(histogram_quantile|clamp_min|label_replace)$/.test(name),
    ),
  ).toEqual([]);
});

it('is not there, and counts nothing, where METRICS_PORT is unset', async () => {
  expect((await fetch(`${service.address}/metrics`)).status).toBe(404);
});
