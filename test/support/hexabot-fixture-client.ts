import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import bcrypt from 'bcrypt';
import pg from 'pg';

/** What Hexabot takes where CONFIRM_ACCOUNT_SECRET is not set. */
export const CONFIRM_SECRET = 'hexabot’s own secret for confirmations';

interface UserRow {
  id: string;
  firstName: string;
  lastName: string;
  username: string | null;
  email: string | null;
  password: string | null;
  state: boolean;
  provider: { strategy: string } | null;
}

interface NewUser {
  email: string;
  roles?: readonly string[];
  state?: boolean;
  password?: string;
}

interface AuditRow {
  type: string;
  resource: string;
  id: string;
  before?: Record<string, unknown>;
  after: Record<string, unknown> | null;
  agent?: string;
}

/**
 * Hexabot 3.5.0 as far as it meets us (docs/hexabot.md): it signs in, answers by status code, edits users and roles,
 * confirms by JWT and writes its audit, on its own connections and by its own rules.
 */
export class HexabotClient {
  readonly #pool: pg.Pool;
  /** Its clock, to be moved with ours. */
  now: () => Date = () => new Date();

  constructor(url: string) {
    this.#pool = new pg.Pool({ connectionString: url, max: 4 });
    this.#pool.on('error', () => {});
  }

  close(): Promise<void> {
    return this.#pool.end();
  }

  async query<T = Record<string, unknown>>(statement: string, values: unknown[] = []): Promise<T[]> {
    return (await this.#pool.query(statement, values)).rows as T[];
  }

  /** One transaction of Hexabot's, on a connection of its own. */
  async transaction(work: (query: HexabotClient['query']) => Promise<void>): Promise<void> {
    const client = await this.#pool.connect();
    try {
      await client.query('BEGIN');
      await work(
        async <T>(statement: string, values: unknown[] = []) =>
          (await client.query(statement, values)).rows as T[],
      );
      await client.query('COMMIT');
    } catch (error) {
      await client.query('ROLLBACK');
      throw error;
    } finally {
      client.release();
    }
  }

  async idOf(email: string): Promise<string> {
    const [user] = await this.query<{ id: string }>('SELECT id FROM users WHERE email = $1', [email]);
    if (user === undefined) throw new Error(`Hexabot has no user ${email}`);
    return user.id;
  }

  /** The panel's user list; throws as the panel breaks, for everybody, when one row lacks what it reads. */
  async listUsers(): Promise<{ email: string; roles: string[] }[]> {
    const users = await this.query<UserRow & { roles: string[] }>(
      `SELECT u.*, ARRAY(SELECT r.name::text FROM user_roles ur JOIN roles r ON r.id = ur.role_id WHERE ur.user_id = u.id) AS roles
       FROM users u WHERE type = 'UserOrmEntity' ORDER BY email`,
    );
    return users.map((user) => {
      requireWhole(user);
      return { email: user.email!, roles: user.roles };
    });
  }

  /** Sign-in by email, exactly as stored; state is not looked at. Returns a session id. */
  async signIn(email: string, password: string): Promise<{ status: 201; session: string } | { status: 401 }> {
    const [user] = await this.query<UserRow>(
      `SELECT * FROM users WHERE email = $1 AND type = 'UserOrmEntity'`,
      [email],
    );
    if (user === undefined) return { status: 401 };
    requireWhole(user);
    if (!(await bcrypt.compare(password, user.password ?? ''))) return { status: 401 };
    const session = randomBytes(24).toString('base64url');
    await this.query('INSERT INTO sessions (id, json, "expiredAt") VALUES ($1, $2, $3)', [
      session,
      sessionJson(user.id),
      this.now().getTime() + 24 * 60 * 60_000,
    ]);
    return { status: 201, session };
  }

  /** A request that needs this permission: 401 without a session, 403 without the permission. */
  async request(session: string, permission = 'Subscriber: read'): Promise<200 | 401 | 403> {
    const [found] = await this.query<{ json: string }>(
      'SELECT json FROM sessions WHERE id = $1 AND destroyed_at IS NULL AND "expiredAt" > $2',
      [session, this.now().getTime()],
    );
    if (found === undefined) return 401;
    const { id } = (JSON.parse(found.json) as { passport: { user: { id: string } } }).passport.user;
    const [held] = await this.query(
      `SELECT FROM user_roles ur JOIN permissions p ON p.role_id = ur.role_id JOIN models m ON m.id = p.model_id
       WHERE ur.user_id = $1 AND m.name || ': ' || p.action = $2 LIMIT 1`,
      [id, permission],
    );
    await this.saveSession(session, found.json);
    return held === undefined ? 403 : 200;
  }

  /** The end of a request: the session store writes the session again, unless it finds it destroyed. */
  async saveSession(session: string, json: string): Promise<void> {
    const [there] = await this.query('SELECT FROM sessions WHERE id = $1', [session]);
    const expiredAt = this.now().getTime() + 24 * 60 * 60_000;
    if (there === undefined) {
      await this.query('INSERT INTO sessions (id, json, "expiredAt") VALUES ($1, $2, $3)', [
        session,
        json,
        expiredAt,
      ]);
      return;
    }
    await this.query(
      'UPDATE sessions SET json = $2, "expiredAt" = $3 WHERE id = $1 AND destroyed_at IS NULL',
      [session, json, expiredAt],
    );
  }

  /** The panel's form: a user of its own, with an entry in its audit. */
  async addUser(
    by: string,
    { email, roles = ['manager'], state = false, password }: NewUser,
  ): Promise<string> {
    const id = randomUUID();
    const username = email.split('@')[0];
    await this.query(
      `INSERT INTO users (id, created_at, updated_at, "firstName", "lastName", type, username, email, password, state, provider)
       VALUES ($1, $2, $2, 'Made', 'There', 'UserOrmEntity', $3, $4, $5, $6, '{"strategy":"local"}')`,
      [id, this.now(), username, email, await bcrypt.hash(password ?? 'unknown to us', 4), state],
    );
    await this.audit(by, { type: 'Create', resource: 'User', id, after: await this.wholeUser(id) });
    await this.setRoles(by, id, roles);
    return id;
  }

  /** The switch of the panel. */
  async setState(by: string, userId: string, state: boolean): Promise<void> {
    const before = await this.wholeUser(userId);
    await this.query('UPDATE users SET state = $2, updated_at = $3 WHERE id = $1', [
      userId,
      state,
      this.now(),
    ]);
    const after = await this.wholeUser(userId);
    await this.audit(by, { type: 'Update', resource: 'User', id: userId, before, after });
  }

  /** Manage Roles of the panel: replaces the list. */
  async setRoles(by: string, userId: string, names: readonly string[]): Promise<void> {
    await this.query('DELETE FROM user_roles WHERE user_id = $1', [userId]);
    const roles = await this.query<{ id: string }>(
      'INSERT INTO user_roles SELECT $1, id FROM roles WHERE name = ANY ($2) RETURNING role_id AS id',
      [userId, names],
    );
    for (const { id } of roles) {
      const link = JSON.stringify({ user_id: userId, role_id: id });
      await this.audit(by, { type: 'Create', resource: 'user_roles', id: link, after: null });
    }
  }

  async deleteUser(userId: string): Promise<void> {
    await this.query('DELETE FROM users WHERE id = $1', [userId]);
  }

  /** The token of the link that Hexabot mails to a user of its own. */
  token(email: string): string {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const iat = Math.floor(this.now().getTime() / 1000);
    const signed = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ email, iat, exp: iat + 3_600 })}`;
    return `${signed}.${createHmac('sha256', CONFIRM_SECRET).update(signed).digest('base64url')}`;
  }

  /** How many others wait for a lock in this database. */
  async waiters(): Promise<number> {
    const waiting = await this.query(
      `SELECT FROM pg_locks l JOIN pg_stat_activity a USING (pid)
       WHERE NOT l.granted AND a.datname = current_database()`,
    );
    return waiting.length;
  }

  /** Confirms an account by a link's token, as often as it is used until it expires; 401 for one that is not ours. */
  async confirm(token: string, secret = CONFIRM_SECRET): Promise<200 | 401> {
    const [header = '', payload = '', signature = ''] = token.split('.');
    const expected = createHmac('sha256', secret).update(`${header}.${payload}`).digest('base64url');
    const read = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString()) as object;
    if (signature !== expected || (read(header) as { alg: string }).alg !== 'HS256') return 401;
    const claims = read(payload) as { email: string; iat: number; exp: number };
    if (claims.exp * 1000 <= this.now().getTime()) return 401;
    const [user] = await this.query<UserRow>('SELECT id, state FROM users WHERE email = $1', [claims.email]);
    if (user === undefined) return 401;
    if (user.state) return 200;
    const before = await this.wholeUser(user.id);
    await this.query('UPDATE users SET state = true, updated_at = $2 WHERE id = $1', [user.id, this.now()]);
    const after = await this.wholeUser(user.id);
    await this.audit(null, { type: 'Update', resource: 'User', id: user.id, before, after });
    return 200;
  }

  /** A token for agents, as the panel makes one where MCP is enabled. */
  async makeToken(userId: string): Promise<string> {
    const id = randomUUID();
    await this.query(
      `INSERT INTO mcp_tokens (id, created_at, updated_at, name, token_hash, token_prefix, owner_id)
       VALUES ($1::text, $2, $2, 'agent', $1::text, 'hx_', $3)`,
      [id, this.now(), userId],
    );
    return id;
  }

  /** The panel's form for a user's own details. */
  async rename(by: string, userId: string, firstName: string): Promise<void> {
    const before = await this.wholeUser(userId);
    await this.query('UPDATE users SET "firstName" = $2, updated_at = $3 WHERE id = $1', [
      userId,
      firstName,
      this.now(),
    ]);
    const after = await this.wholeUser(userId);
    await this.audit(by, { type: 'Update', resource: 'User', id: userId, before, after });
  }

  /** A row of users as its entries hold it (test/fixtures/hexabot-audit-entries.json). */
  async wholeUser(id: string): Promise<Record<string, unknown>> {
    const [row] = await this.query<Record<string, unknown>>('SELECT * FROM users WHERE id = $1', [id]);
    const { created_at, updated_at, send_email, reset_count, ...rest } = row ?? {};
    const plain = [
      ...['id', 'firstName', 'lastName', 'language', 'timezone', 'type', 'locale', 'gender', 'country'],
      ...['foreignId', 'assignedAt', 'lastvisit', 'retainedFrom', 'username', 'email', 'state', 'provider'],
    ];
    return {
      ...Object.fromEntries(plain.map((name) => [name, rest[name]])),
      createdAt: created_at,
      updatedAt: updated_at,
      password: '[REDACTED]',
      sendEmail: send_email,
      resetCount: reset_count,
      resetToken: '[REDACTED]',
      name: null,
      data: null,
    };
  }

  async audit(by: string | null, row: AuditRow): Promise<void> {
    const { before = null, after } = row;
    const changed = (name: string) => JSON.stringify(before?.[name]) !== JSON.stringify(after?.[name]);
    const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
    const diff = Object.fromEntries(
      names
        .filter(changed)
        .map((name) => [name, { before: before?.[name] ?? null, after: after?.[name] ?? null }]),
    );
    await this.query(
      `INSERT INTO audit_logs (id, created_at, updated_at, resource_id, resource_type, operation_id, operation_type,
         operation_status, actor_id, actor_type, actor_label, actor_ip, actor_agent, request_id, request_method,
         request_path, resource_label, data_after, data_before, data_diff)
       SELECT $1, $2::timestamptz, $2::timestamptz, $3::text, $4, $5, $6, 'SUCCEEDED', $7::text,
         CASE WHEN $7 = 'system' THEN 'system' ELSE
           coalesce((SELECT string_agg(role_id, ',') FROM user_roles WHERE user_id = $7::text), '') END,
         (SELECT "firstName" || ' ' || "lastName" || ' (' || username || ')' FROM users WHERE id = $7::text),
         '10.0.0.9', $9, gen_random_uuid(), 'PATCH', '/api/user', (SELECT username FROM users WHERE id = $3::text), $8::json,
         $10::json, $11::json`,
      [
        randomUUID(),
        this.now(),
        row.id,
        row.resource,
        `typeorm.${row.resource}.${row.type.toLowerCase()}`,
        row.type,
        by ?? 'system',
        after === null ? null : JSON.stringify(after),
        row.agent ?? 'Mozilla/5.0',
        before === null ? null : JSON.stringify(before),
        before === null && after === null ? null : JSON.stringify(diff),
      ],
    );
  }
}

function sessionJson(userId: string): string {
  return JSON.stringify({
    cookie: { path: '/', httpOnly: true, originalMaxAge: 86_400_000 },
    csrfSecret: 'x',
    passport: { user: { id: userId } },
  });
}

/** A row without these answers 500 at sign-in, and breaks user lists for everybody. */
function requireWhole({ id, provider, username, email }: UserRow): void {
  if (provider?.strategy !== 'local' || username === null || email === null) {
    throw new Error(`500: the row of user ${id} is not whole`);
  }
}
