import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningService, runService } from '../support/running-service.ts';
import { textOf } from '../support/slack/index.ts';

const HOUR = 3_600_000;
let service: RunningService;

beforeAll(async () => {
  service = await runService();
});
afterAll(async () => {
  expect(service.slack.violations).toEqual([]);
  await service[Symbol.asyncDispose]();
});

async function permissionsOf(role: string): Promise<string[]> {
  const rows = await service.query<{ name: string }>(
    `SELECT m.name || ': ' || p.action AS name FROM permissions p JOIN models m ON m.id = p.model_id
     JOIN roles r ON r.id = p.role_id WHERE r.name = $1 ORDER BY 1`,
    [role],
  );
  return rows.map(({ name }) => name);
}

describe('roles in Slack', () => {
  it('are made and adjusted from a half-filled form, which then offers the new role', async () => {
    const { ann, slack } = service;
    const form = await service.open(ann, '/hexa users add');
    ann.fills(form, { 'First name': 'Zoë', 'Last name': 'Berg', Password: 'correct horse' });
    await ann.presses(form, 'Manage roles…');
    const roles = await slack.waitFor(
      () => (ann.view?.id !== form.id && textOf(ann.view).includes('manager') ? ann.view : undefined),
      'the Roles screen',
    );
    await ann.presses(roles!, 'New role');
    const create = await slack.waitFor(() => (ann.view?.submit ? ann.view : undefined), 'the form of a role');
    await ann.submits(create!, { Name: 'Support <!channel>' });
    const permissions = await slack.waitFor(
      () => (textOf(ann.view).includes('Can read') ? ann.view : undefined),
      'the form of permissions',
    );
    await ann.submits(permissions!, { 'Can read': ['Content', 'Label'] });
    const review = await slack.waitFor(
      () => (textOf(ann.view).includes('Save permissions?') ? ann.view : undefined),
      'the review',
    );
    await ann.submits(review!, {});
    await slack.waitFor(() => textOf(ann.view).includes('were changed') || undefined, 'the success');
    expect(await permissionsOf('Support <!channel>')).toEqual(['Content: read', 'Label: read']);

    await ann.closes(ann.view!);
    const again = ann.view!;
    expect(again.id).toBe(form.id);
    await ann.submits(again, {
      Username: 'zoe',
      Email: 'zoe@example.com',
      Password: 'correct horse',
      'Confirm password': 'correct horse',
      Roles: ['Support <!channel>'],
    });
    await slack.waitFor(
      () => ann.ephemerals.find((one) => textOf(one).includes('Zoë Berg was added')),
      'the user',
    );
  });

  it('are given with what they allowed when they were shown, by every form with a review', async () => {
    const { ann, slack } = service;
    await service.role('Grower', ['Label: read']);
    const grow = (action: string) =>
      service.query(
        `INSERT INTO permissions (id, action, relation, model_id, role_id)
         SELECT gen_random_uuid()::text, $1::permissions_action_enum, 'role', m.id, r.id FROM models m, roles r
         WHERE m.name = 'User' AND r.name = 'Grower'`,
        [action],
      );
    const seen = (text: string) =>
      slack.waitFor(() => (textOf(ann.view).includes(text) ? ann.view : undefined), text);

    const add = await service.open(ann, '/hexa users add');
    const typed = { Username: 'gro', Email: 'gro@example.com', Roles: ['Grower'] };
    const password = { Password: 'correct horse', 'Confirm password': 'correct horse' };
    await grow('delete');
    await ann.submits(add, { 'First name': 'Gro', 'Last name': 'Berg', ...typed, ...password });
    const again = await seen('What Grower allows has changed');
    expect(textOf(again)).toContain('User: delete');
    expect(await service.query(`SELECT FROM users WHERE username = 'gro'`)).toEqual([]);
    await ann.submits(again!, password);
    await slack.waitFor(
      () => ann.ephemerals.find((one) => textOf(one).includes('Gro Berg was added')),
      'the user',
    );

    const roles = await service.open(ann, '/hexa users roles gro@example.com');
    await ann.submits(roles, { Roles: ['Grower', 'manager'] });
    await ann.submits((await seen('Current roles'))!, {});
    await seen('were changed');
    await ann.closes(ann.view!);

    const permissions = await service.open(ann, '/hexa roles permissions Grower');
    await ann.submits(permissions, { 'Can update': ['User'] });
    const review = await seen('Save permissions?');
    await service.query(
      `DELETE FROM user_roles WHERE role_id = (SELECT id FROM roles WHERE name = 'Grower')`,
    );
    await ann.submits(review!, {});
    const anew = await seen('since you reviewed it. Nothing was saved.');
    expect(await permissionsOf('Grower')).toEqual(['Label: read', 'User: delete']);
    await ann.submits(anew!, {});
    await seen('were changed');
    expect(await permissionsOf('Grower')).toEqual(['Label: read', 'User: delete', 'User: update']);
    await ann.closes(ann.view!);

    const request = await service.open(ann, '/hexa requests new');
    await grow('create');
    await ann.submits(request, { Roles: ['admin', 'Grower'], Reason: 'why' });
    expect(textOf(await seen('What Grower allows has changed'))).toContain('Grower');
    expect(await service.query('SELECT FROM chatops.requests')).toEqual([]);
  });

  it('are given by a half-filled form for a day, which keeps no password, and then is out of date', async () => {
    const { ann, slack } = service;
    const form = await service.open(ann, '/hexa users add');
    const half = { 'First name': 'Half', 'Last name': 'Way', Username: 'half', Email: 'half@example.com' };
    const passwords = { Password: 'halfway through', 'Confirm password': 'another one' };
    await ann.submits(form, { ...half, ...passwords, Roles: ['manager'] });
    service.advance(23 * HOUR);
    await service.sweep();
    const drafts = await service.query('SELECT "values" FROM chatops.drafts');
    expect(JSON.stringify(drafts)).not.toMatch(/halfway through|another one/);
    await ann.submits(ann.view!, { 'Confirm password': 'halfway through' });
    await slack.waitFor(
      () => [...ann.ephemerals, ann.view].find((one) => textOf(one).includes('Half Way was added')),
      'the user',
    );

    const late = await service.open(ann, '/hexa users add');
    service.advance(25 * HOUR);
    await service.sweep();
    expect(await service.query('SELECT FROM chatops.drafts')).toEqual([]);
    const other = { ...half, Username: 'late', Email: 'late@example.com', Roles: ['manager'] };
    await ann.submits(late, { ...other, Password: 'correct horse', 'Confirm password': 'correct horse' });
    expect(textOf(ann.view)).toContain('This has expired. Type the command again.');
    expect(await service.query(`SELECT FROM users WHERE username = 'late'`)).toEqual([]);
  });

  it('are listed, shown and deleted', async () => {
    const { ann, slack } = service;
    await service.role('Gone', ['Content: read']);
    expect(await service.ask(ann, '/hexa roles list')).toContain('Gone');
    const card = await service.ask(ann, '/hexa roles show gone');
    expect(card).toContain('MemoryDefinition');
    await ann.presses(ann.ephemerals.at(-1)!, 'Delete');
    await slack.waitFor(
      () => ann.ephemerals.find((one) => textOf(one).includes('The role Gone was deleted')),
      'the end of the role',
    );
    expect(await service.query(`SELECT FROM roles WHERE name = 'Gone'`)).toEqual([]);
    expect(await service.ask(ann, '/hexa audit')).toContain('Ann Lee deleted the role Gone');
    expect(await service.ask(ann, '/hexa plan')).toContain('Pro');
    expect(await service.ask(ann, '/hexa why roles delete')).toContain('Yes, you can.');
  });
});
