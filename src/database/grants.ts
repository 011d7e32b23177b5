import { OPTIONAL_TABLES } from './recognise-shape.ts';

interface Rights {
  /** Columns, or `*`: the whole table. */
  SELECT: readonly string[] | '*';
  INSERT?: readonly string[] | '*';
  UPDATE?: readonly string[];
  DELETE?: '*';
}

/**
 * The least that the service needs of Hexabot's tables: rows, and of users neither password hashes nor reset tokens.
 * A right to update is also what locks a row against those who change it.
 */
const HEXABOT_RIGHTS: Readonly<Record<string, Rights>> = {
  users: {
    SELECT: [
      'id',
      'created_at',
      'updated_at',
      'firstName',
      'lastName',
      'language',
      'type',
      'username',
      'email',
      'state',
    ],
    INSERT: [
      'id',
      'created_at',
      'updated_at',
      'firstName',
      'lastName',
      'language',
      'timezone',
      'type',
      'username',
      'email',
      'password',
      'send_email',
      'state',
      'reset_count',
      'provider',
    ],
    UPDATE: ['updated_at', 'state', 'password', 'reset_token'],
  },
  user_roles: { SELECT: '*', INSERT: '*', DELETE: '*' },
  roles: { SELECT: '*', INSERT: '*', UPDATE: ['name', 'updated_at'], DELETE: '*' },
  permissions: { SELECT: '*', INSERT: '*', DELETE: '*' },
  models: { SELECT: '*' },
  sessions: { SELECT: '*', UPDATE: ['destroyed_at'] },
  mcp_tokens: { SELECT: ['id', 'owner_id', 'revoked_at'], UPDATE: ['revoked_at', 'updated_at'] },
  audit_logs: { SELECT: '*', INSERT: '*' },
  settings: { SELECT: '*' },
  metadata: { SELECT: '*' },
};

/** The console in the browser compares passwords (CHATOPS_CONSOLE); without it their hashes cannot be read. */
const CONSOLE_READS = ['password', 'provider'];

/** The rights on Hexabot's tables, with the console or without. */
export function rightsFor(console: boolean): typeof HEXABOT_RIGHTS {
  const { users } = HEXABOT_RIGHTS;
  return console && users !== undefined
    ? { ...HEXABOT_RIGHTS, users: { ...users, SELECT: [...users.SELECT, ...CONSOLE_READS] } }
    : HEXABOT_RIGHTS;
}

/** Schemas of ours, and what the service does with the rows there. */
export const OWN_SCHEMAS = ['chatops', 'chatops_jobs'] as const;
/** What the service's user may do to rows of our own tables. */
export const OWN_RIGHTS = 'SELECT, INSERT, UPDATE, DELETE';
/** Tables of chatops whose rows stay as they were written, so that nothing done can be hidden. */
export const ONLY_ADDED_TO = ['audit', 'proofs'] as const;
/** What is taken from it again on the tables that are only added to. */
export const NOT_ON_THOSE = ['UPDATE', 'DELETE'] as const;

const quote = (name: string): string =>
  /^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;

/**
 * What the owner of Hexabot's tables runs so that `role` can be the service's user. Later tables of ours come with
 * their rights. `tables`: those that are there.
 */
export function grantStatements(
  schema: string,
  role: string,
  tables: readonly string[],
  { console }: { console: boolean },
): string[] {
  const to = quote(role);
  const inSchema = `${quote(schema)}.`;
  const hexabot = Object.entries(rightsFor(console))
    .filter(([table]) => !(table in OPTIONAL_TABLES) || tables.includes(table))
    .map(([table, rights]) => `GRANT ${rightsText(rights)} ON ${inSchema}${quote(table)} TO ${to}`);
  const own = OWN_SCHEMAS.flatMap((name) => [
    `GRANT ${OWN_RIGHTS} ON ALL TABLES IN SCHEMA ${name} TO ${to}`,
    `ALTER DEFAULT PRIVILEGES IN SCHEMA ${name} GRANT ${OWN_RIGHTS} ON TABLES TO ${to}`,
  ]);
  return [
    `GRANT USAGE ON SCHEMA ${[schema, ...OWN_SCHEMAS].map(quote).join(', ')} TO ${to}`,
    ...hexabot,
    ...own,
    `REVOKE ${NOT_ON_THOSE.join(', ')} ON ${ONLY_ADDED_TO.map((table) => `chatops.${table}`).join(', ')} FROM ${to}`,
  ];
}

function rightsText(rights: Rights): string {
  return Object.entries(rights)
    .map(([right, columns]) => (columns === '*' ? right : `${right} (${columns.map(quote).join(', ')})`))
    .join(', ');
}
