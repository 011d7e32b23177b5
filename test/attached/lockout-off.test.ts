import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AttachedService, runAttached } from '../support/hexabot-fixture-service.ts';
import { disable, enable, errorsOf, rolesOf } from '../support/hexabot-fixture-steps.ts';
import { textOf } from '../support/slack/index.ts';

const PASSWORD = 'a password of theirs';

let attached: AttachedService;

beforeAll(async () => {
  attached = await runAttached({ CHATOPS_LOCKOUT: 'off' });
});
afterAll(() => attached?.stop());

describe('CHATOPS_LOCKOUT=off', () => {
  it('changes the status only, as the panel does', async () => {
    const { running, hexabot } = attached;
    const ann = await hexabot.idOf('ann@example.com');
    const id = await hexabot.addUser(ann, { email: 'bea@example.com', state: true, password: PASSWORD });
    const { session } = (await hexabot.signIn('bea@example.com', PASSWORD)) as { session: string };
    const answer = await disable(running, 'bea@example.com');
    expect(answer).not.toContain('session');
    expect(answer).not.toContain('set aside');
    expect(await hexabot.request(session)).toBe(200);
    expect(await rolesOf(running, id)).toEqual({ inForce: ['manager'], aside: [] });
    expect(await running.query('SELECT state FROM users WHERE id = $1', [id])).toEqual([{ state: false }]);
    await running.sweep();
    expect(await hexabot.request(session)).toBe(200);
  });

  it('gives a new user the roles at once', async () => {
    const { running } = attached;
    const id = await running.add(running.ann, 'zoe@example.com');
    expect(await rolesOf(running, id)).toEqual({ inForce: ['manager'], aside: [] });
  });

  it('leaves those out who were shut out before, until they are enabled, here or in the panel', async () => {
    const { running, hexabot } = attached;
    const ann = await hexabot.idOf('ann@example.com');
    const [first, second] = [
      await hexabot.addUser(ann, { email: 'first@example.com', state: true }),
      await hexabot.addUser(ann, { email: 'second@example.com', state: true }),
    ];
    await running.stop();
    await running.start({ CHATOPS_LOCKOUT: 'on' });
    await disable(running, 'first@example.com');
    await disable(running, 'second@example.com');
    await running.stop();
    await running.start({ CHATOPS_LOCKOUT: 'off' });
    await running.sweep();
    expect(await rolesOf(running, first)).toEqual({ inForce: [], aside: ['manager'] });
    await enable(running, 'first@example.com');
    await hexabot.query('UPDATE users SET state = true WHERE id = $1', [second]);
    await running.sweep();
    expect(await rolesOf(running, first)).toEqual({ inForce: ['manager'], aside: [] });
    expect(await rolesOf(running, second)).toEqual({ inForce: ['manager'], aside: [] });
    expect(errorsOf(running)).toEqual([]);
  });
});

describe('CHATOPS_PANEL_ENABLES=trust', () => {
  it('lets in whom somebody unseen enables in the panel, and tells the administrators', async () => {
    const { running, hexabot } = attached;
    const ann = await hexabot.idOf('ann@example.com');
    const id = await hexabot.addUser(ann, { email: 'third@example.com', state: true });
    await running.stop();
    running.log.length = 0;
    await running.start({
      CHATOPS_LOCKOUT: 'on',
      CHATOPS_PANEL_ENABLES: 'trust',
      AUDIT_LOG_BACKEND: 'clickhouse',
    });
    expect(running.log.join('')).toContain('are let in, whoever enabled them');
    await disable(running, 'third@example.com');
    expect(await running.ask(running.ann, '/hexa users show third@example.com')).toContain(
      'anyone who enables them there lets them in',
    );
    const told = running.ann.directMessages.length;
    await hexabot.query('UPDATE users SET state = true WHERE id = $1', [id]);
    attached.advance(60_000);
    await running.sweep();
    expect(await rolesOf(running, id)).toEqual({ inForce: ['manager'], aside: [] });
    await running.slack.waitFor(
      () => running.ann.directMessages.slice(told).find((each) => textOf(each).includes('is active again')),
      'the message to the administrator',
    );
  });
});
