/**
 * Hexabot 3.5.0's tables as far as we touch them (docs/hexabot.md, Tables): column to type, with `!` where a row
 * needs a value. A list of words is an enum that has at least these.
 */
export const HEXABOT_TABLES: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>> =
  {
    users: {
      ...common(),
      firstName: 'character varying!',
      lastName: 'character varying!',
      language: 'character varying',
      timezone: 'integer',
      type: ['SubscriberOrmEntity', 'UserOrmEntity'],
      username: 'character varying',
      email: 'character varying',
      password: 'character varying',
      send_email: 'boolean',
      state: 'boolean',
      reset_count: 'integer',
      reset_token: 'text',
      provider: 'json',
    },
    roles: { ...common(), name: 'character varying!', active: 'boolean' },
    models: { ...common(), name: 'character varying!', identity: 'character varying!' },
    permissions: {
      ...common(),
      action: ['create', 'read', 'update', 'delete'],
      relation: 'character varying',
      model_id: 'character varying',
      role_id: 'character varying',
    },
    user_roles: { user_id: 'character varying!', role_id: 'character varying!' },
    audit_logs: {
      ...common(),
      resource_id: 'text!',
      resource_type: 'character varying!',
      resource_label: 'text',
      operation_id: 'character varying!',
      operation_type: 'character varying!',
      operation_status: 'character varying!',
      actor_id: 'character varying!',
      actor_type: 'character varying!',
      actor_label: 'text',
      actor_agent: 'text',
      request_id: 'text',
      request_method: 'text',
      request_path: 'text',
      data_before: 'json',
      data_after: 'json',
      data_diff: 'json',
      raw: 'json',
    },
    settings: { ...common(), group: 'character varying!', label: 'character varying!', value: 'json' },
    metadata: { ...common(), name: 'character varying!', value: 'json!' },
    sessions: {
      id: 'character varying!',
      json: 'text!',
      expiredAt: 'bigint!',
      destroyed_at: 'timestamp without time zone',
    },
  };

/** Only where MCP is enabled. */
export const OPTIONAL_TABLES: typeof HEXABOT_TABLES = {
  mcp_tokens: {
    ...common(),
    owner_id: 'character varying!',
    revoked_at: 'timestamp with time zone',
  },
};

/** The other columns of these tables in 3.5: what differs here tells another release, and changes nothing that we do. */
export const OTHER_COLUMNS: Readonly<Record<string, readonly string[]>> = {
  users: [
    ...['locale', 'gender', 'country', 'foreignId', 'assignedAt', 'lastvisit', 'retainedFrom'],
    ...['avatar_id', 'source_id', 'assigned_to_id', 'channelName', 'channelData'],
  ],
  models: ['attributes', 'relation'],
  audit_logs: ['actor_ip'],
  settings: ['subgroup'],
  mcp_tokens: ['name', 'token_hash', 'token_prefix', 'expires_at', 'last_used_at'],
};

function common() {
  return {
    id: 'character varying!',
    created_at: 'timestamp with time zone',
    updated_at: 'timestamp with time zone',
  };
}
