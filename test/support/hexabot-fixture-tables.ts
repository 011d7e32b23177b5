/**
 * The tables of Hexabot 3.5.0 to the column, as docs/hexabot.md has them: types, defaults, indexes, constraints.
 * Attachments and sources are there because users point to them.
 */
export function hexabotTables(schema: string, { mcp }: { mcp: boolean }): string {
  const s = `"${schema}"`;
  const common = `
    id character varying NOT NULL,
    created_at timestamp with time zone,
    updated_at timestamp with time zone`;
  return `
  CREATE SCHEMA IF NOT EXISTS ${s};
  CREATE TABLE ${s}.attachments (${common}, name character varying NOT NULL, PRIMARY KEY (id));
  CREATE TABLE ${s}.sources (${common}, name character varying NOT NULL, PRIMARY KEY (id));

  CREATE TYPE ${s}.users_type_enum AS ENUM ('SubscriberOrmEntity', 'UserOrmEntity');
  CREATE TABLE ${s}.users (${common},
    "firstName" character varying NOT NULL,
    "lastName" character varying NOT NULL,
    language character varying(2) NOT NULL DEFAULT 'en',
    timezone integer NOT NULL DEFAULT 0,
    type ${s}.users_type_enum NOT NULL,
    locale character varying(5),
    gender character varying(21),
    country character varying(56),
    "foreignId" character varying(64),
    "assignedAt" timestamp with time zone,
    lastvisit timestamp with time zone,
    "retainedFrom" timestamp with time zone,
    username character varying,
    email character varying,
    password character varying,
    send_email boolean DEFAULT false,
    state boolean DEFAULT true,
    reset_count integer DEFAULT 0,
    reset_token text,
    provider json,
    avatar_id character varying,
    source_id character varying,
    assigned_to_id character varying,
    "channelName" character varying,
    "channelData" json,
    PRIMARY KEY (id),
    CHECK (type <> 'SubscriberOrmEntity' OR source_id IS NOT NULL),
    FOREIGN KEY (avatar_id) REFERENCES ${s}.attachments ON DELETE SET NULL,
    FOREIGN KEY (source_id) REFERENCES ${s}.sources ON DELETE CASCADE,
    FOREIGN KEY (assigned_to_id) REFERENCES ${s}.users ON DELETE SET NULL);
  CREATE UNIQUE INDEX "UQ_users_email" ON ${s}.users (email);
  CREATE UNIQUE INDEX "UQ_users_username" ON ${s}.users (username);
  CREATE INDEX "IDX_users_firstName" ON ${s}.users ("firstName");
  CREATE INDEX "IDX_users_lastName" ON ${s}.users ("lastName");
  CREATE INDEX "IDX_users_type" ON ${s}.users (type);
  CREATE INDEX "IDX_users_source" ON ${s}.users (source_id, "foreignId");

  CREATE TABLE ${s}.roles (${common},
    name character varying NOT NULL UNIQUE,
    active boolean NOT NULL DEFAULT true,
    PRIMARY KEY (id));

  CREATE TABLE ${s}.models (${common},
    name character varying NOT NULL UNIQUE,
    identity character varying NOT NULL UNIQUE,
    attributes json NOT NULL DEFAULT '{}',
    relation character varying,
    PRIMARY KEY (id));

  CREATE TYPE ${s}.permissions_action_enum AS ENUM ('create', 'read', 'update', 'delete');
  CREATE TABLE ${s}.permissions (${common},
    action ${s}.permissions_action_enum NOT NULL,
    relation character varying NOT NULL DEFAULT 'role',
    model_id character varying REFERENCES ${s}.models ON DELETE CASCADE,
    role_id character varying REFERENCES ${s}.roles ON DELETE CASCADE,
    PRIMARY KEY (id),
    UNIQUE (model_id, action, role_id, relation));

  CREATE TABLE ${s}.user_roles (
    user_id character varying NOT NULL REFERENCES ${s}.users ON DELETE CASCADE,
    role_id character varying NOT NULL REFERENCES ${s}.roles,
    PRIMARY KEY (user_id, role_id));
  CREATE INDEX "IDX_user_roles_user" ON ${s}.user_roles (user_id);
  CREATE INDEX "IDX_user_roles_role" ON ${s}.user_roles (role_id);

  CREATE TABLE ${s}.audit_logs (${common},
    resource_id text NOT NULL,
    resource_type character varying NOT NULL,
    resource_label text,
    operation_id character varying NOT NULL,
    operation_type character varying NOT NULL,
    operation_status character varying NOT NULL,
    actor_id character varying NOT NULL,
    actor_type character varying NOT NULL,
    actor_label text,
    actor_ip text,
    actor_agent text,
    request_id text,
    request_method text,
    request_path text,
    data_before json,
    data_after json,
    data_diff json,
    raw json,
    PRIMARY KEY (id));
  CREATE INDEX "IDX_audit_actor" ON ${s}.audit_logs (actor_id);
  CREATE INDEX "IDX_audit_resource" ON ${s}.audit_logs (resource_type, resource_id);
  CREATE INDEX "IDX_audit_operation" ON ${s}.audit_logs (operation_type);
  CREATE INDEX "IDX_audit_request" ON ${s}.audit_logs (request_id);

  CREATE TABLE ${s}.settings (${common},
    "group" character varying NOT NULL,
    subgroup character varying,
    label character varying NOT NULL,
    value json,
    PRIMARY KEY (id));

  CREATE TABLE ${s}.metadata (${common},
    name character varying NOT NULL UNIQUE,
    value json NOT NULL,
    PRIMARY KEY (id));

  CREATE TABLE ${s}.sessions (
    id character varying(255) PRIMARY KEY,
    json text NOT NULL,
    "expiredAt" bigint NOT NULL,
    destroyed_at timestamp without time zone);
  CREATE INDEX "IDX_sessions_expired" ON ${s}.sessions ("expiredAt");
  ${mcp ? mcpTable(s, common) : ''}`;
}

function mcpTable(s: string, common: string): string {
  return `
  CREATE TABLE ${s}.mcp_tokens (${common},
    name character varying NOT NULL,
    token_hash text NOT NULL UNIQUE,
    token_prefix character varying(32) NOT NULL,
    expires_at timestamp with time zone,
    last_used_at timestamp with time zone,
    revoked_at timestamp with time zone,
    owner_id character varying NOT NULL REFERENCES ${s}.users ON DELETE CASCADE,
    PRIMARY KEY (id));`;
}
