import { Migration } from '@mikro-orm/migrations';

/** Passkeys, actions that wait for one, and what was signed with them (docs/design.md, section 12). */
export default class Passkeys extends Migration {
  override async up(): Promise<void> {
    await this.execute(`
      -- rp_id: the host that the browser binds it to.
      CREATE TABLE chatops.passkeys (
        id uuid PRIMARY KEY,
        user_id text NOT NULL,
        credential_id text NOT NULL UNIQUE,
        public_key text NOT NULL,
        counter bigint NOT NULL,
        transports text[] NOT NULL,
        rp_id text NOT NULL,
        name text NOT NULL,
        added_at timestamptz NOT NULL,
        used_at timestamptz
      );
      CREATE INDEX ON chatops.passkeys (user_id);

      -- One-time codes for a first passkey. The code is derived from the id, not stored.
      CREATE TABLE chatops.passkey_codes (
        id uuid PRIMARY KEY,
        user_id text NOT NULL,
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        attempts integer NOT NULL DEFAULT 0,
        used_at timestamptz
      );
      CREATE INDEX ON chatops.passkey_codes (user_id, created_at);

      -- Leave to add one passkey: by a code, by a passkey that is there, or by the operator. The chat identity is null
      -- for the latter.
      CREATE TABLE chatops.passkey_enrolments (
        id uuid PRIMARY KEY,
        token_hash text NOT NULL UNIQUE,
        user_id text NOT NULL,
        way text NOT NULL CHECK (way IN ('code', 'passkey', 'operator')),
        platform text,
        workspace text,
        chat_user text,
        challenge text NOT NULL,
        proof_id uuid,
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        used_at timestamptz
      );
      CREATE INDEX ON chatops.passkey_enrolments (created_at);

      -- Deleted soon after they expire, with the hash of a password and how to answer.
      CREATE TABLE chatops.pending_actions (
        id uuid PRIMARY KEY,
        token_hash text NOT NULL UNIQUE,
        platform text NOT NULL,
        workspace text NOT NULL,
        chat_user text NOT NULL,
        user_id text NOT NULL,
        invocation jsonb NOT NULL,
        matters jsonb NOT NULL,
        nonce text NOT NULL,
        signed_text text NOT NULL,
        password_hash text,
        draft_id uuid,
        draft_values jsonb,
        language text NOT NULL,
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        claimed_at timestamptz,
        cancelled_at timestamptz
      );
      CREATE INDEX ON chatops.pending_actions (expires_at);

      -- What was signed, to be checked again years later: never changed, never deleted.
      CREATE TABLE chatops.proofs (
        id uuid PRIMARY KEY,
        at timestamptz NOT NULL,
        user_id text NOT NULL,
        credential_id text NOT NULL,
        public_key text NOT NULL,
        rp_id text NOT NULL,
        origin text NOT NULL,
        nonce text NOT NULL,
        signed_text text NOT NULL,
        authenticator_data text NOT NULL,
        client_data text NOT NULL,
        signature text NOT NULL
      );
      CREATE FUNCTION chatops.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'chatops.% takes new rows only', TG_TABLE_NAME; END $$;
      CREATE TRIGGER insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON chatops.proofs
        FOR EACH STATEMENT EXECUTE FUNCTION chatops.refuse_change();

      ALTER TABLE chatops.audit ADD COLUMN proof_id uuid;
    `);
  }
}
