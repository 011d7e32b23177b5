import { expect } from 'vitest';
import { run } from '../../slack/harness.ts';
import { type Person, textOf } from '../../support/slack/index.ts';
import { type Driver, newest, type Somebody } from './driver.ts';

/** Slack's double, whose requests are signed, and our side of it. */
export async function startSlackContract(): Promise<Driver> {
  const env = await run('http');
  const { double, core, slack, log } = env;
  core.openers = ['users add', 'forms.open'];

  const somebody = (ann: Person): Somebody => {
    const messages = () =>
      newest([...double.messages('general'), ...ann.ephemerals, ...ann.directMessages], ({ ts }) =>
        BigInt(ts.replace('.', '')),
      );
    const screens = () => [...double.views.stack(ann).toReversed(), ...messages()];
    const form = () => double.waitFor(() => (ann.view?.submit ? ann.view : null), 'the form');
    return {
      identity: { platform: 'slack', workspace: double.workspace.teamId, user: ann.id },
      async types(path) {
        await ann.types(`/hexa ${path}`);
      },
      async presses(label) {
        const where = screens().find((one) => textOf(one).includes(`[${label}]`));
        if (where === undefined) throw new Error(`nothing has a button ${label}`);
        await ann.presses(where, label);
      },
      async submits(values) {
        await ann.submits(await form(), values);
      },
      async searches(text) {
        await ann.types('/hexa users add');
        const found = await ann.searches(await form(), 'roles', text);
        return found.map((one) => String(one.text.text));
      },
      sees() {
        const problems = ann.view ? Object.values(ann.errors(ann.view)) : [];
        return [...screens(), ...(ann.home ? [ann.home] : [])].map(textOf).concat(problems).join('\n');
      },
    };
  };

  return {
    core,
    surfaces: slack.surfaces,
    channel: 'C0GENERAL',
    zone: 'Europe/Paris',
    person: async (name) => somebody(double.person({ name })),
    strangers: {
      async 'a request that Slack did not sign'() {
        const ann = double.person({ name: 'ann' });
        const { status } = await ann.types('/hexa users list', { forged: true, allowFailure: true });
        expect(status).toBe(401);
      },
      async 'somebody of another workspace'() {
        await double.person({ name: 'eve', teamId: 'T9OTHER' }).types('/hexa users list');
      },
    },
    check() {
      expect(double.violations).toEqual([]);
      expect(log.lines.filter(({ level }) => level === 'error')).toEqual([]);
    },
    [Symbol.asyncDispose]: () => env[Symbol.asyncDispose](),
  };
}
