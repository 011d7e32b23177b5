import { Migration } from '@mikro-orm/migrations';

/** What keeps those out of an attached Hexabot who are not active there, and what is known of that Hexabot. */
export default class Attached extends Migration {
  override async up(): Promise<void> {
    await this.execute(`
      -- Roles that a user has but may not use: they are in no row of Hexabot's user_roles (docs/design.md, section 6).
      CREATE TABLE chatops.set_aside_roles (
        user_id text NOT NULL,
        role_id text NOT NULL,
        set_aside_at timestamptz NOT NULL,
        PRIMARY KEY (user_id, role_id)
      );
      CREATE INDEX ON chatops.set_aside_roles (role_id);

      -- sso_enabled: what Hexabot said last; null while it has not been asked or has not answered.
      -- detached_at: when hexa detach gave everything back.
      ALTER TABLE chatops.installation
        ADD COLUMN sso_enabled boolean,
        ADD COLUMN detached_at timestamptz;
    `);
  }
}
