import { Migration } from '@mikro-orm/migrations';

/**
 * Proving links by a mailed code, and role changes that wait for a second pair of eyes (docs/design.md, sections 7 and
 * 9).
 */
export default class LinksAndRequests extends Migration {
  override async up(): Promise<void> {
    await this.execute(`
      -- One-time codes. The code is derived from the id, not stored. user_id is null where no user has the address.
      CREATE TABLE chatops.link_codes (
        id uuid PRIMARY KEY,
        platform text NOT NULL,
        workspace text NOT NULL,
        chat_user text NOT NULL,
        user_id text,
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        attempts integer NOT NULL DEFAULT 0,
        mailed_at timestamptz,
        used_at timestamptz
      );
      CREATE INDEX ON chatops.link_codes (platform, workspace, chat_user, created_at);
      CREATE INDEX ON chatops.link_codes (user_id, mailed_at);

      -- The last look at whether the person still belongs to the workspace.
      ALTER TABLE chatops.links ADD COLUMN member_seen_at timestamptz;

      CREATE TABLE chatops.requests (
        id uuid PRIMARY KEY,
        status text NOT NULL CHECK (status IN ('pending', 'approved', 'denied', 'cancelled', 'expired', 'outdated')),
        -- Counts the states: copies of the card say which one they show.
        version integer NOT NULL DEFAULT 1,
        requester_id text NOT NULL,
        platform text NOT NULL,
        workspace text NOT NULL,
        chat_user text NOT NULL,
        target_id text NOT NULL,
        roles_before text[] NOT NULL,
        roles_after text[] NOT NULL,
        gained text[] NOT NULL,
        lost text[] NOT NULL,
        reason text NOT NULL,
        -- Of timed access, in milliseconds.
        lasts_ms bigint,
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        remind_at timestamptz,
        decided_at timestamptz,
        decided_by text,
        decision_reason text
      );
      -- The same request is open once.
      CREATE UNIQUE INDEX ON chatops.requests (target_id, roles_after) WHERE status = 'pending';
      CREATE INDEX ON chatops.requests (status, expires_at);
      CREATE INDEX ON chatops.requests (requester_id, created_at);

      -- Who could decide when the request was made.
      CREATE TABLE chatops.request_approvers (
        request_id uuid NOT NULL REFERENCES chatops.requests,
        user_id text NOT NULL,
        PRIMARY KEY (request_id, user_id)
      );

      CREATE TABLE chatops.timed_grants (
        request_id uuid PRIMARY KEY REFERENCES chatops.requests,
        user_id text NOT NULL,
        role_ids text[] NOT NULL,
        ends_at timestamptz NOT NULL,
        ended_at timestamptz,
        outcome text CHECK (outcome IN ('ended', 'kept'))
      );
      CREATE INDEX ON chatops.timed_grants (ends_at) WHERE ended_at IS NULL;

      -- Every copy of a card. message is null until it is posted; shown is the version that it shows.
      CREATE TABLE chatops.posted_cards (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        request_id uuid NOT NULL REFERENCES chatops.requests,
        audience text NOT NULL CHECK (audience IN ('channel', 'person')),
        platform text NOT NULL,
        workspace text NOT NULL,
        -- A channel, or the chat user of a direct message.
        address text NOT NULL,
        channel text,
        message text,
        shown integer NOT NULL DEFAULT 0,
        gone_at timestamptz,
        UNIQUE (request_id, audience, platform, workspace, address)
      );
    `);
  }
}
