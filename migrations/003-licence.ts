import { Migration } from '@mikro-orm/migrations';

/** What the licence service said last, shared by all processes of an attached installation. */
export default class LicenceSnapshot extends Migration {
  override async up(): Promise<void> {
    await this.execute(`
      CREATE TABLE chatops.licence (
        id integer PRIMARY KEY DEFAULT 1 CHECK (id = 1),
        -- Of key and instance, keyed with CHATOPS_SECRET: the key itself stays in Hexabot's settings.
        key_digest text NOT NULL,
        -- One process asks at a time; the claim of one that died runs out.
        claimed_until timestamptz,
        asked_at timestamptz,
        -- Of the last question; null when it was answered.
        failure text,
        status text,
        plan text,
        answered_at timestamptz
      );
    `);
  }
}
