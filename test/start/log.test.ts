import pg from 'pg';
import { expect, it } from 'vitest';
import { withoutRows } from '../../src/start/log.ts';

it('writes of an error what says what happened: no row that PostgreSQL quotes, no connection with its password', () => {
  const client = new pg.Client({ connectionString: 'postgres://ann:hush-password@127.0.0.1/none' });
  const error = Object.assign(new Error('duplicate key'), {
    code: '23505',
    constraint: 'users_email_key',
    detail: 'Key (email)=(ann@example.com) already exists.',
    client,
  });
  const written = withoutRows(error);
  expect(written).toMatchObject({
    type: 'Error',
    message: 'duplicate key',
    code: '23505',
    constraint: 'users_email_key',
  });
  expect(JSON.stringify(written)).not.toMatch(/hush|ann@example|127\.0\.0\.1/);
});
