import { Migration } from '@mikro-orm/migrations';

/**
 * Decides, once and for good, whether this database is a Hexabot's (attached) or ours (standalone), and makes
 * the tables of the latter as Hexabot 3.5.0 has them (docs/hexabot.md, Tables). Whatever else could be there was
 * refused before (src/database/recognise.ts). Sources and attachments are not made: nothing here points to them.
 */
export default class HexabotTables extends Migration {
  override async up(): Promise<void> {
    const schema = this.config.get('schema') ?? 'public';
    // Not information_schema: that hides the tables of others, and a Hexabot's would pass for none.
    const [found] = (await this.execute(
      `SELECT to_regclass(format('%I.users', ?::text)) IS NOT NULL AS there`,
      [schema],
    )) as { there: boolean }[];
    const mode = found?.there ? 'attached' : 'standalone';
    if (mode === 'standalone') await this.createTables(schema);
    await this.execute('INSERT INTO chatops.installation (mode) VALUES (?)', [mode]);
  }

  private async createTables(schema: string): Promise<void> {
    const s = `"${schema}"`;
    await this.execute(`
      CREATE SCHEMA IF NOT EXISTS ${s};
      CREATE TYPE ${s}.users_type_enum AS ENUM ('SubscriberOrmEntity', 'UserOrmEntity');
      CREATE TABLE ${s}.users (
        id varchar PRIMARY KEY,
        created_at timestamptz,
        updated_at timestamptz,
        "firstName" varchar NOT NULL,
        "lastName" varchar NOT NULL,
        language varchar(2) NOT NULL DEFAULT 'en',
        timezone integer NOT NULL DEFAULT 0,
        type ${s}.users_type_enum NOT NULL,
        locale varchar(5),
        gender varchar(21),
        country varchar(56),
        "foreignId" varchar(64),
        "assignedAt" timestamptz,
        lastvisit timestamptz,
        "retainedFrom" timestamptz,
        username varchar UNIQUE,
        email varchar UNIQUE,
        password varchar,
        send_email boolean DEFAULT false,
        state boolean DEFAULT true,
        reset_count integer DEFAULT 0,
        reset_token text,
        provider json,
        avatar_id varchar,
        source_id varchar,
        assigned_to_id varchar REFERENCES ${s}.users ON DELETE SET NULL,
        "channelName" varchar,
        "channelData" json,
        CHECK (type <> 'SubscriberOrmEntity' OR source_id IS NOT NULL)
      );
      CREATE INDEX ON ${s}.users ("firstName");
      CREATE INDEX ON ${s}.users ("lastName");
      CREATE INDEX ON ${s}.users (type);
      CREATE INDEX ON ${s}.users (source_id, "foreignId");

      CREATE TABLE ${s}.roles (
        id varchar PRIMARY KEY,
        created_at timestamptz,
        updated_at timestamptz,
        name varchar NOT NULL UNIQUE,
        active boolean NOT NULL DEFAULT true
      );
      CREATE TABLE ${s}.models (
        id varchar PRIMARY KEY,
        created_at timestamptz,
        updated_at timestamptz,
        name varchar NOT NULL UNIQUE,
        identity varchar NOT NULL UNIQUE,
        attributes json NOT NULL DEFAULT '{}',
        relation varchar
      );
      CREATE TYPE ${s}.permissions_action_enum AS ENUM ('create', 'read', 'update', 'delete');
      CREATE TABLE ${s}.permissions (
        id varchar PRIMARY KEY,
        created_at timestamptz,
        updated_at timestamptz,
        action ${s}.permissions_action_enum NOT NULL,
        relation varchar NOT NULL DEFAULT 'role',
        model_id varchar REFERENCES ${s}.models ON DELETE CASCADE,
        role_id varchar REFERENCES ${s}.roles ON DELETE CASCADE,
        UNIQUE (model_id, action, role_id, relation)
      );
      CREATE TABLE ${s}.user_roles (
        user_id varchar NOT NULL REFERENCES ${s}.users ON DELETE CASCADE,
        role_id varchar NOT NULL REFERENCES ${s}.roles,
        PRIMARY KEY (user_id, role_id)
      );
      CREATE INDEX ON ${s}.user_roles (user_id);
      CREATE INDEX ON ${s}.user_roles (role_id);
    `);
  }
}
