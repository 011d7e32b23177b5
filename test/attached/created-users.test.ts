import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AttachedService, runAttached } from '../support/hexabot-fixture-service.ts';
import { filledIn } from '../support/running-service.ts';

const PASSWORD = 'correct horse';
const UUID_V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe.each(['public', 'Hexa_bot'])('users created in chat, with Hexabot in the schema %s', (schema) => {
  let attached: AttachedService;

  beforeAll(async () => {
    attached = await runAttached({ CHATOPS_CONSOLE: 'on' }, { schema });
  });
  afterAll(() => attached?.stop());

  it('have everything that Hexabot needs, and sign in there once confirmed', async () => {
    const { running, hexabot } = attached;
    const id = await running.add(running.ann, 'zoe@example.com');
    expect(id).toMatch(UUID_V4);
    const [row] = await running.query('SELECT * FROM users WHERE id = $1', [id]);
    expect(row).toMatchObject({
      firstName: 'Zoë',
      lastName: 'Berg',
      username: 'zoe',
      email: 'zoe@example.com',
      type: 'UserOrmEntity',
      provider: { strategy: 'local' },
      language: 'en',
      timezone: 0,
      send_email: false,
      state: false,
      reset_count: 0,
      created_at: expect.any(Date),
      updated_at: expect.any(Date),
    });
    expect(row!.password).toMatch(/^\$2b\$04\$/);

    // Hexabot signs in whoever has a password: what keeps a pending user out is that no role is in force.
    const early = await hexabot.signIn('zoe@example.com', PASSWORD);
    expect(await hexabot.request((early as { session: string }).session)).toBe(403);

    const mail = await running.mailbox.next('zoe@example.com');
    const link = /http\S+\/confirm\/\S+/.exec(mail.text)![0];
    await fetch(link, { method: 'POST' });
    const signedIn = await hexabot.signIn('zoe@example.com', PASSWORD);
    expect(await hexabot.request((signedIn as { session: string }).session)).toBe(200);
    expect(await hexabot.listUsers()).toEqual([
      { email: 'ann@example.com', roles: ['admin'] },
      { email: 'zoe@example.com', roles: ['manager'] },
    ]);
  });

  it('sign in to the console with the same password once confirmed, not before', async () => {
    const { running } = attached;
    await running.add(running.ann, 'max@example.com');
    const signIn = async (email: string): Promise<number> => {
      const answer = await fetch(`${running.address}/console/do/sign-in`, {
        method: 'POST',
        headers: { origin: running.address, 'content-type': 'application/json' },
        body: JSON.stringify({ email, password: PASSWORD }),
      });
      return answer.status;
    };
    expect([await signIn('zoe@example.com'), await signIn('max@example.com')]).toEqual([200, 401]);
    const links = `SELECT u.email, l.method FROM chatops.links l JOIN users u ON u.id = l.user_id WHERE platform = 'console'`;
    expect(await running.query(links)).toEqual([{ email: 'zoe@example.com', method: 'console' }]);
  });

  it('are shown with their roles, which are set aside until then', async () => {
    const { running, hexabot } = attached;
    await running.add(running.ann, 'pat@example.com');
    expect(await running.ask(running.ann, '/hexa users show pat@example.com')).toContain(
      'manager (returns when the account is active)',
    );
    expect(await running.ask(running.ann, '/hexa users list role:manager')).toContain('pat@example.com');
    expect((await hexabot.listUsers()).find(({ email }) => email === 'pat@example.com')?.roles).toEqual([]);
  });

  it('stand beside those that Hexabot created', async () => {
    const { running, hexabot } = attached;
    const ann = await hexabot.idOf('ann@example.com');
    await hexabot.addUser(ann, { email: 'made@there.example', state: true });
    const card = await running.ask(running.ann, '/hexa users show made@there.example');
    expect(card).toContain('Made There');
    expect(card).toContain('Active');
    expect(card).toContain('manager');
  });

  it('meet Hexabot’s own insert of the same address in the middle with a clear answer', async () => {
    const { running, hexabot } = attached;
    const ann = await hexabot.idOf('ann@example.com');
    const view = await running.open(running.ann, '/hexa users add');
    await hexabot.addUser(ann, { email: 'both@example.com' });
    await running.ann.submits(view, filledIn('both@example.com'));
    const errors = await running.slack.waitFor(() => {
      const found = running.ann.errors(view);
      return Object.keys(found).length > 0 ? found : undefined;
    }, 'the refusal beside the field');
    expect(Object.keys(errors)).toContain('email');
  });
});
