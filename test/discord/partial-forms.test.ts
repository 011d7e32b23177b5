import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Input } from '#chat/invocation.ts';
import type { RawValues } from '#domain/draft.ts';
import { type Actor, type Core, ran, saysOf, screenOf, startCore } from '../support/core.ts';

type FormInput = Extract<Input, { type: 'form' }>;

let core: Core;
let ann: Actor;
beforeAll(async () => {
  core = await startCore();
  ann = await core.person('ann@example.com', 8, 4);
});
afterAll(() => core[Symbol.asyncDispose]());

const submit = (draft: string, values: RawValues, partial: NonNullable<FormInput['partial']>) => {
  core.later(3_000);
  return core.dispatch.submit({
    id: randomUUID(),
    identity: ann.identity,
    served: true,
    locale: null,
    pageSize: 8,
    maxFields: 4,
    delivery: randomUUID(),
    replyTo: null,
    input: { type: 'form', name: 'users.add', draft, values, partial },
  });
};

async function opened(line: string): Promise<string> {
  return screenOf(await ann.says(line)).form!.draft;
}

const PASSWORDS = { password: 'correct horse', confirmation: 'correct horse' };

describe('a form that a surface asks in part', () => {
  it('takes what was left out from its draft', async () => {
    const draft = await opened(
      '/hexa users add first:Zoë last:Berg username:zoe email:zoe@x.example roles:manager',
    );
    const replies = await ran(await submit(draft, PASSWORDS, 'last'));
    expect(saysOf(screenOf(replies.filter(({ type }) => type === 'screen')))).toContain('zoe@x.example');
  });

  it('keeps what was refused, less the passwords, and gives the form again', async () => {
    const draft = await opened(
      '/hexa users add first:Max last:M username:max email:ann@example.com roles:manager',
    );
    const refused = await submit(
      draft,
      { password: 'short', confirmation: 'short', first: 'Moritz' },
      'last',
    );
    if (refused.type !== 'refused') throw new Error('accepted');
    const [errors] = refused.replies;
    if (errors?.type !== 'errors') throw new Error('no errors');
    expect(Object.keys(errors.fields).sort()).toEqual(['email', 'password']);
    expect(errors.form?.form?.draft).toBe(draft);
    expect(JSON.stringify(errors.form)).toContain('Moritz');
    expect(JSON.stringify(errors.form)).not.toContain('short"');
    const again = await submit(draft, { ...PASSWORDS, email: 'moritz@x.example' }, 'last');
    expect(again.type).toBe('accepted');
  });

  it('does nothing while more is to be asked, and says what is missing so far', async () => {
    const draft = await opened('/hexa users add');
    const first = { first: 'Kim', last: 'Park', username: 'kim', email: 'kim@x.example' };
    const more = await submit(draft, first, 'more');
    if (more.type !== 'refused' || more.replies[0]?.type !== 'errors') throw new Error('not refused');
    expect(Object.keys(more.replies[0].fields)).toEqual(['password', 'confirmation', 'roles']);
    const roles = [await core.roleId('manager')];
    expect((await submit(draft, { ...PASSWORDS, roles }, 'more')).type).toBe('refused');
    expect(await core.query('SELECT 1 FROM users WHERE email = $1', ['kim@x.example'])).toHaveLength(0);
    expect((await submit(draft, { ...PASSWORDS, roles }, 'last')).type).toBe('accepted');
    expect((await submit(draft, { ...PASSWORDS, roles }, 'last')).type).toBe('refused');
  });

  it('empties what was emptied', async () => {
    const draft = await opened('/hexa users add first:A last:B username:c email:c@x.example roles:manager');
    const refused = await submit(draft, { ...PASSWORDS, roles: [] }, 'last');
    if (refused.type !== 'refused' || refused.replies[0]?.type !== 'errors') throw new Error('not refused');
    expect(Object.keys(refused.replies[0].fields)).toEqual(['roles']);
  });

  it('is nobody else’s', async () => {
    const draft = await opened('/hexa users add first:A');
    const other = await core.person(null);
    const invocation = { identity: other.identity, served: true, locale: null, pageSize: 8, maxFields: 4 };
    const submission = await core.dispatch.submit({
      ...invocation,
      id: randomUUID(),
      delivery: randomUUID(),
      replyTo: null,
      input: { type: 'form', name: 'users.add', draft, values: PASSWORDS, partial: 'last' },
    });
    expect(JSON.stringify(submission)).not.toContain('"A"');
  });
});
