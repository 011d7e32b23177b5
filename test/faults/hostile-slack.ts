import { createHmac } from 'node:crypto';
import { fixture } from '../support/slack/fixtures.ts';
import { ACTIONS, actionId, FORMS, type Known, PATHS } from './hostile-known.ts';
import { hostileValue, mutated } from './hostile-values.ts';
import type { Random } from './random.ts';
import { PASSWORD_MARK } from './stage.ts';

export interface SlackBody {
  body: string;
  type: string;
}

const FORM = 'application/x-www-form-urlencoded';

/** What Slack would sign: well formed, with what is not the sender's, or with something wrong anywhere. */
export function slackBody(random: Random, known: Known): SlackBody {
  const user = random.chance(0.3) ? random.pick(known.nobodies) : `U${random.word(8).toUpperCase()}`;
  const kind = random.pick(['command', 'press', 'press', 'form', 'form', 'search', 'event', 'odd'] as const);
  const broken = (payload: object): object =>
    random.chance(0.5) ? (mutated(payload, random) as object) : payload;
  switch (kind) {
    case 'command': {
      const fields = broken({
        ...fixture('slash-command'),
        ...whose(user, known),
        text: line(random, known),
      });
      const pairs = Object.entries(fields).map(([key, value]) => [key, String(value)] as [string, string]);
      return { body: new URLSearchParams(pairs).toString(), type: FORM };
    }
    case 'press':
      return interaction(
        broken({ ...of('block-actions-message', user, known), actions: [press(random, known)] }),
      );
    case 'form':
      return interaction(broken({ ...of('view-submission', user, known), view: view(random, known) }));
    case 'search':
      return interaction(
        broken({
          ...of('block-suggestion-view', user, known),
          ...random.pick([
            { block_id: 'users', action_id: 'users?users' },
            { block_id: 'roles', action_id: 'roles?roles' },
          ]),
          value: random.pick(['mark', 'a', '%', '_', '']),
        }),
      );
    case 'event': {
      const event = {
        type: random.pick(['app_home_opened', 'message', 'x']),
        user,
        tab: 'home',
        channel: 'D1',
      };
      const payload = { ...fixture('event-callback'), team_id: known.team, event_id: random.word(9), event };
      return { body: JSON.stringify(broken(payload)), type: 'application/json' };
    }
    case 'odd':
      return odd(random);
  }
}

/** Signed as Slack does it; `staleBy` seconds ago, and with a wrong key where it is forged. */
export function signed(
  { body, type }: SlackBody,
  secret: string,
  { staleBy = 0, forged = false }: { staleBy?: number; forged?: boolean } = {},
): Record<string, string> {
  const timestamp = String(Math.floor(Date.now() / 1_000) - staleBy);
  const hmac = createHmac('sha256', forged ? `${secret}x` : secret).update(`v0:${timestamp}:${body}`);
  return {
    'content-type': type,
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': `v0=${hmac.digest('hex')}`,
  };
}

function odd(random: Random): SlackBody {
  const type = random.pick([FORM, 'application/json', 'text/plain', 'multipart/form-data; boundary=x', '']);
  const body = random.pick([
    () => random.bytes(random.below(400)).toString('latin1'),
    () => `payload=${encodeURIComponent(JSON.stringify(hostileValue(random)))}`,
    () => JSON.stringify(hostileValue(random)) ?? '',
    () => 'payload=%7B%22type%22',
    () => `payload=${'&payload='.repeat(random.below(2_000))}`,
    () => '',
  ])();
  return { body, type };
}

function line(random: Random, { ids, emails }: Known): string {
  const whom = random.pick([...ids, ...emails, 'mark', '*']);
  return random.pick([
    () => `${random.pick(PATHS)} ${whom}`,
    () => `${random.pick(PATHS)} user:${whom} roles:admin reason:x status:${whom}`,
    () => random.pick(PATHS),
    () => String(hostileValue(random)),
    () => `audit user:${whom} since:9999999999d`,
    // Asked of the database before it is known who it is.
    () => `link ${random.word(3)}\0${random.word(3)}@crew.example`,
  ])();
}

function press(random: Random, known: Known): object {
  const action_id = actionId(random, random.pick([...ACTIONS, 'no.such']), known.ids);
  const button = {
    type: 'button',
    block_id: 'b',
    action_id,
    value: random.pick(known.ids),
    action_ts: '1.2',
  };
  const option = { value: random.pick([...known.ids, action_id]), text: { type: 'plain_text', text: 'x' } };
  return random.pick<object>([
    button,
    button,
    { ...button, type: 'static_select', selected_option: option },
    { ...button, type: 'overflow', action_id: 'menu', selected_option: option },
  ]);
}

function view(random: Random, known: Known): object {
  const names = [
    'firstName',
    'email',
    'password',
    'confirmation',
    'roles',
    'code',
    'name',
    'reason',
    'user',
    'key',
  ];
  const values = Object.fromEntries(
    names.map((name) => [
      name,
      {
        [name]: {
          type: 'plain_text_input',
          value: random.pick([...known.emails, ...known.ids, `${PASSWORD_MARK}${random.word(8)}`]),
        },
      },
    ]),
  );
  return {
    id: `V${random.word(8).toUpperCase()}`,
    type: 'modal',
    callback_id: actionId(random, random.pick(FORMS), known.ids),
    // Somebody else's draft.
    private_metadata: random.pick([...known.ids, '', random.word(36), `${random.pick(known.ids)}~2`]),
    state: { values },
    root_view_id: 'V1',
    previous_view_id: null,
    hash: '1.x',
  };
}

function interaction(payload: object): SlackBody {
  return { body: new URLSearchParams({ payload: JSON.stringify(payload) }).toString(), type: FORM };
}

function of(name: string, user: string, known: Known): object {
  const { team } = known;
  const mine = {
    team: { id: team, domain: 'acme' },
    user: { id: user, username: 'x', name: 'x', team_id: team },
  };
  return { ...fixture(name), ...mine, response_url: `${known.origin}/actions/hostile` };
}

function whose(user: string, { origin, team }: Known): object {
  return { user_id: user, team_id: team, enterprise_id: '', response_url: `${origin}/commands/hostile` };
}
