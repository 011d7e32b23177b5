import { describe, expect, it } from 'vitest';
import type { Screen } from '#chat/screen.ts';
import { addForm, screen } from '../support/fake-core.ts';
import type { PersonInput } from '../support/slack/workspace.ts';
import { type Running, run } from './harness.ts';

type Person = ReturnType<Running['double']['person']>;
type Served = boolean | null;

/** Everything that brings a payload of Slack's, and what says in it whose person somebody is. */
const KINDS = {
  command: { by: 'team_id', send: async (_, person) => person.types('/hexa users list') },
  shortcut: { by: 'user', send: async (_, person) => person.shortcut('users_list') },
  'button on a message': {
    by: 'user',
    send: async ({ double }, person) => person.presses(double.messages('general')[0]!, 'Next'),
  },
  'button on the Home tab': {
    by: 'user',
    send: async (_, person) => person.presses(person.home!, 'Next'),
  },
  'button in a view': { by: 'user', send: async (_, person) => person.presses(person.view!, 'Next') },
  form: {
    by: 'user',
    send: async (_, person) =>
      person.submits(person.view!, { Email: 'a@example.com', Password: 'long enough', Roles: ['admin'] }),
  },
  'search in a form': { by: 'user', send: async (_, person) => person.searches(person.view!, 'more', 'r') },
  'Home tab': { by: 'nobody', send: async (_, person) => person.opensHome() },
} as const satisfies Record<
  string,
  { by: 'team_id' | 'user' | 'nobody'; send: (env: Running, person: Person) => Promise<unknown> }
>;
type Kind = keyof typeof KINDS;
const PEOPLE = {
  'one of ours': {},
  'one of a sister workspace': { teamId: 'T0SISTER', enterpriseId: 'E0GRID' },
  'a stranger': { teamId: 'T9OTHER', enterpriseId: null },
  'a stranger whose command names our grid': { teamId: 'T9OTHER', enterpriseId: null, claimsGrid: true },
} satisfies Record<string, PersonInput>;
type Who = keyof typeof PEOPLE;

/** What Slack leaves out: the person's team, and what it says when it is asked about them. */
const LEFT_OUT = {
  nothing: {},
  'the team': { team: true },
  'the team, and the answer fails': { team: true, answer: { status: 503, times: 99 } },
  'the team, and the answer does not come': { team: true, answer: { hang: true, times: 99 } },
} as const;
type LeftOut = keyof typeof LEFT_OUT;

const isOurs = (who: Who, grid: boolean): boolean =>
  who === 'one of ours' || (grid && who === 'one of a sister workspace');

/** Whether Slack has to be asked. */
function isOpen(kind: Kind, who: Who, leftOut: LeftOut, grid: boolean): boolean {
  const { by } = KINDS[kind];
  if (by === 'nobody') return true;
  if (by === 'team_id') return grid && (who === 'one of a sister workspace' || 'claimsGrid' in PEOPLE[who]);
  // In a grid a person of elsewhere may be one of it, as the payload names the grid.
  return 'team' in LEFT_OUT[leftOut] || (grid && who !== 'one of ours');
}

function expected(kind: Kind, who: Who, leftOut: LeftOut, grid: boolean): Served {
  const isMute = 'answer' in LEFT_OUT[leftOut];
  return isMute && isOpen(kind, who, leftOut, grid) ? null : isOurs(who, grid);
}

/** With more roles than a select holds, so that Slack asks for them. */
function searchedForm(actions: NonNullable<Screen['actions']>): Screen {
  const form = addForm();
  const options = Array.from({ length: 101 }, (_, n) => ({ value: `x${n}`, label: `role ${n}` }));
  const more = {
    name: 'more',
    label: 'More roles',
    type: 'choices',
    required: false,
    options,
    source: 'roles',
  } as const;
  return { ...form, fields: [...(form.fields ?? []), more], actions };
}

/** What the core was told of one kind of payload, from everybody at once. `forget` what Slack said before. */
async function served(env: Running, kind: Kind, leftOut: LeftOut, forget: () => void) {
  const { core, double } = env;
  const rule = LEFT_OUT[leftOut];
  const people = (Object.keys(PEOPLE) as Who[]).map((who) => ({
    who,
    person: double.person({ ...PEOPLE[who], hidesTeam: 'team' in rule }),
  }));
  if (['button in a view', 'form', 'search in a form'].includes(kind)) {
    for (const { person } of people) {
      await person.shortcut('users_add');
      await double.waitFor(() => person.view, 'the form');
    }
    forget();
  }
  if (kind === 'button on the Home tab') {
    for (const { person } of people) {
      await person.opensHome();
      await double.waitFor(() => person.home, 'the Home tab');
    }
    forget();
  }
  core.asked.length = 0;
  if ('answer' in rule) double.fail('users.info', rule.answer);
  await Promise.all(people.map(({ person }) => KINDS[kind].send(env, person)));
  await expect.poll(() => core.asked.length, { interval: 10, timeout: 10_000 }).toBe(people.length);
  double.fail('users.info', { times: 0 });
  return people.map(({ who, person }) => {
    const invocation = core.asked.find(({ identity }) => identity.user === person.id);
    return [`${kind}, ${who}`, invocation?.served] as const;
  });
}

describe.each([false, true])('who somebody is, in a grid: %s', (grid) => {
  it.each(Object.keys(LEFT_OUT) as LeftOut[])(
    'is known of every payload that leaves out %s',
    async (leftOut) => {
      const enterprise = grid ? { id: 'E0GRID', name: 'Grid' } : null;
      let hours = 0;
      // What Slack said is remembered for an hour.
      const forget = (): void => {
        hours += 2;
      };
      const clock = () => new Date(Date.now() + hours * 3_600_000);
      await using env = await run('http', { double: { enterprise }, clock });
      const buttons = {
        actions: [{ type: 'button', label: 'Next', action: { name: 'users.page' } }],
      } as const;
      const shared = screen('Users', [], { ...buttons, actions: [...buttons.actions] });
      env.core.onAnswer = ({ input }) => {
        if (input.type === 'line' && input.text === 'share')
          return [{ type: 'screen', as: 'new', shared: true, screen: shared }];
        if (input.type === 'action' && input.name === 'home.open')
          return [{ type: 'screen', as: 'home', screen: shared }];
        const isForm = input.type === 'command' && input.path === 'users add';
        return isForm ? [{ type: 'screen', as: 'new', screen: searchedForm([...buttons.actions]) }] : [];
      };
      await env.double.person({ name: 'ann' }).types('/hexa share');
      await env.double.waitFor(() => env.double.messages('general')[0], 'the shared list');
      const told: (readonly [string, Served | undefined])[] = [];
      for (const kind of Object.keys(KINDS) as Kind[])
        told.push(...(await served(env, kind, leftOut, forget)));
      const wanted = (Object.keys(KINDS) as Kind[]).flatMap((kind) =>
        (Object.keys(PEOPLE) as Who[]).map((who) => [`${kind}, ${who}`, expected(kind, who, leftOut, grid)]),
      );
      expect(told).toEqual(wanted);
    },
  );
});

it('is asked of nobody who asks for nothing: other events reach nobody', async () => {
  await using env = await run('http');
  const ann = env.double.person({ name: 'ann' });
  await ann.opensHome({ tab: 'messages' });
  await ann.becomes({ email: 'new@example.com' });
  // What is taken in after them is the first that was asked for.
  await ann.types('/hexa users list');
  await expect.poll(() => env.core.asked.length).toBeGreaterThan(0);
  expect(env.core.asked.map(({ input }) => input.type)).toEqual(['line']);
});
