import { Migration } from '@mikro-orm/migrations';

/**
 * Everything of ours, in the schema `chatops`, without foreign keys into Hexabot's tables (docs/design.md, section 10).
 */
export default class Chatops extends Migration {
  override async up(): Promise<void> {
    await this.execute(`
      CREATE TABLE chatops.installation (
        id integer PRIMARY KEY DEFAULT 1 CHECK (id = 1),
        mode text NOT NULL CHECK (mode IN ('standalone', 'attached')),
        decided_at timestamptz NOT NULL DEFAULT now()
      );

      -- What platforms told about people; a cache.
      CREATE TABLE chatops.identities (
        platform text NOT NULL,
        workspace text NOT NULL,
        chat_user text NOT NULL,
        name text NOT NULL,
        avatar text,
        locale text,
        fetched_at timestamptz NOT NULL,
        PRIMARY KEY (platform, workspace, chat_user)
      );

      -- The proven binding of one chat identity to one user.
      CREATE TABLE chatops.links (
        platform text NOT NULL,
        workspace text NOT NULL,
        chat_user text NOT NULL,
        user_id text NOT NULL,
        method text NOT NULL CHECK (method IN ('operator', 'code', 'email', 'console')),
        linked_by text,
        linked_at timestamptz NOT NULL,
        suspended_at timestamptz,
        PRIMARY KEY (platform, workspace, chat_user),
        UNIQUE (platform, workspace, user_id)
      );
      CREATE INDEX ON chatops.links (user_id);

      -- Why a user whose state is off is off.
      CREATE TABLE chatops.account_states (
        user_id text PRIMARY KEY,
        status text NOT NULL CHECK (status IN ('pending', 'disabled')),
        changed_by text,
        changed_at timestamptz NOT NULL
      );

      -- Confirmation links and the state of their mails. The token is derived, not stored.
      CREATE TABLE chatops.confirmations (
        id uuid PRIMARY KEY,
        user_id text NOT NULL,
        inviter_id text NOT NULL,
        inviter_platform text NOT NULL,
        inviter_workspace text NOT NULL,
        inviter_chat_user text NOT NULL,
        created_at timestamptz NOT NULL,
        mail text NOT NULL CHECK (mail IN ('off', 'queued', 'sent', 'failed')),
        mail_error text,
        sent_at timestamptz,
        expires_at timestamptz,
        used_at timestamptz,
        revoked_at timestamptz
      );
      CREATE INDEX ON chatops.confirmations (user_id);

      -- Forms half filled; owned by one chat identity, deleted after a day. Never holds a password.
      CREATE TABLE chatops.drafts (
        id uuid PRIMARY KEY,
        platform text NOT NULL,
        workspace text NOT NULL,
        chat_user text NOT NULL,
        form text NOT NULL,
        "values" jsonb NOT NULL,
        reply_to text,
        created_at timestamptz NOT NULL,
        taken_at timestamptz
      );
      CREATE INDEX ON chatops.drafts (created_at);

      -- Queries of lists, which buttons carry by id; anybody may read them, deleted a day after the last use.
      CREATE TABLE chatops.queries (
        id text PRIMARY KEY,
        form text NOT NULL,
        "values" jsonb NOT NULL,
        used_at timestamptz NOT NULL
      );
      CREATE INDEX ON chatops.queries (used_at);

      -- Deliveries that were acted upon, so that a repeated one acts no more; deleted after a day.
      CREATE TABLE chatops.deliveries (
        key text PRIMARY KEY,
        received_at timestamptz NOT NULL
      );
      CREATE INDEX ON chatops.deliveries (received_at);

      CREATE TABLE chatops.audit (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        at timestamptz NOT NULL,
        request_id text NOT NULL,
        action text NOT NULL,
        outcome text NOT NULL CHECK (outcome IN ('done', 'refused')),
        code text,
        actor_id text,
        actor_name text,
        platform text,
        workspace text,
        chat_user text,
        target_type text CHECK (target_type IN ('user', 'role', 'request', 'link')),
        target_id text,
        target_name text,
        before jsonb,
        after jsonb,
        reason text
      );
      CREATE INDEX ON chatops.audit (at);
      CREATE INDEX ON chatops.audit (target_id, at);
      CREATE INDEX ON chatops.audit (actor_id, at);
    `);
  }
}
