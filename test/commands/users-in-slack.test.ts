import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Screen } from '#chat/screen.ts';
import { renderHome, renderMessage, renderView } from '#slack/render/screen.ts';
import {
  type Actor,
  actionsOf,
  buttonOf,
  type Core,
  ran,
  saysOf,
  screenOf,
  startCore,
} from '../support/core.ts';
import { pingsOf, validateBlocks, validateView } from '../support/slack/index.ts';

/** Names as long as Hexabot keeps them, full of what Slack would take for its own. */
const NASTY = `<!channel> *_~\`${'W'.repeat(235)}&lt;`;

let core: Core;
let ann: Actor;

beforeAll(async () => {
  core = await startCore();
  await core.user('Ben Berg');
  for (let index = 0; index < 12; index += 1) {
    const id = await core.user(`N${index} M`, { status: index % 2 === 0 ? 'pending' : 'active' });
    await core.query('UPDATE users SET "firstName" = $1, "lastName" = $1 WHERE id = $2', [NASTY, id]);
    await core.query(`UPDATE users SET email = $1 WHERE id = $2`, [
      `${'e'.repeat(235)}${index}@example.com`,
      id,
    ]);
  }
  for (let index = 0; index < 120; index += 1) await core.role(`role ${index} ${NASTY}`, ['User: read']);
  ann = await core.person('ann@example.com');
});
afterAll(async () => core[Symbol.asyncDispose]());

/** Renders it for every place where it may come up, and asks whether Slack would take it. */
function expectFits(screen: Screen): void {
  if (screen.form === undefined && screen.fields === undefined) {
    const { blocks } = renderMessage(screen);
    expect(validateBlocks(blocks, 'message')).toEqual([]);
    // `whoami` mentions who asks, and nobody else.
    expect(pingsOf({ blocks }).filter((id) => id !== ann.identity.user)).toEqual([]);
  }
  if (screen.fields === undefined || screen.form !== undefined) {
    expect(
      validateView(renderView({ ...screen, ...(screen.form ? { form: { ...screen.form } } : {}) })),
    ).toEqual([]);
  }
  if (screen.form === undefined) expect(validateView(renderHome(screen))).toEqual([]);
}

describe('in Slack, with names of 255 characters and 120 roles', () => {
  it.each([
    'users list',
    'users list status:pending sort:created',
    'users show ben',
    'users show n1.m',
    'users disable n1.m, n3.m, n5.m, n7.m, n9.m, n11.m',
    'users disable WWWW',
    'users disable WWWW, ben, xyzzy',
    'users roles ben',
    'users add first:Zoë',
    'users resend n0.m',
    'home',
    'whoami',
    'help',
  ])('fits: %s', async (line) => {
    expectFits(screenOf(await ann.says(line)));
  });

  it('fits: the Home tab, and what its menus open', async () => {
    const home = screenOf(await ann.presses({ name: 'home.open' }));
    expectFits(home);
    for (const action of actionsOf(home).slice(0, 8)) {
      if (action.type === 'button') expectFits(screenOf(await ann.presses(action.action)));
    }
  });

  it('fits: a summary of many, and a change of roles', async () => {
    const ask = screenOf(await ann.says('users disable n1.m, n3.m, n5.m, n7.m, n9.m'));
    expectFits(screenOf(await ann.presses(buttonOf(ask, 'Disable').action)));
    const form = screenOf(await ann.says('users roles ben'));
    const review = screenOf(await ran(await ann.submits(form, { roles: [await core.roleId('admin')] })));
    expectFits(review);
    expectFits(screenOf(await ran(await ann.submits(review, {}))));
  });

  it('shows a name whole on its card', async () => {
    const card = screenOf(await ann.says('users show n1.m'));
    expect(saysOf(card)).toContain(`${NASTY} ${NASTY}`);
    expect(JSON.stringify(renderMessage(card).blocks)).toContain('W'.repeat(235));
  });
});
