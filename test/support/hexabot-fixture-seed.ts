import { randomUUID } from 'node:crypto';
import bcrypt from 'bcrypt';
import type { Client } from 'pg';
import { MODELS, ROLES } from '#domain/hexabot-defaults.ts';

export const ADMIN = { email: 'ann@example.com', password: 'the panel’s password', username: 'ann' };

/** What a fresh Hexabot 3.5.0 holds: models, roles, permissions, one admin, its version and its settings. */
export async function seedHexabot(client: Client, version: string): Promise<void> {
  const stamped = 'id, created_at, updated_at';
  const now = 'now(), now()';
  await client.query(
    `INSERT INTO models (${stamped}, name, identity)
     SELECT gen_random_uuid(), ${now}, name, lower(name) FROM unnest($1::text[]) AS m (name)`,
    [MODELS],
  );
  await client.query(
    `INSERT INTO roles (${stamped}, name) SELECT gen_random_uuid(), ${now}, name FROM unnest($1::text[]) AS r (name)`,
    [ROLES.map(({ name }) => name)],
  );
  await client.query(
    `INSERT INTO permissions (${stamped}, action, model_id, role_id)
     SELECT gen_random_uuid(), ${now}, p.action::permissions_action_enum, m.id, r.id
     FROM json_to_recordset($1::json) AS p (role text, model text, action text)
     JOIN models m ON m.name = p.model JOIN roles r ON r.name = p.role`,
    [
      JSON.stringify(
        ROLES.flatMap(({ name, permissions }) => permissions.map((p) => ({ role: name, ...p }))),
      ),
    ],
  );
  const id = randomUUID();
  await client.query(
    `INSERT INTO users (${stamped}, "firstName", "lastName", type, username, email, password, provider)
     VALUES ($1, ${now}, 'Ann', 'Lee', 'UserOrmEntity', $2, $3, $4, '{"strategy":"local"}')`,
    [id, ADMIN.username, ADMIN.email, await bcrypt.hash(ADMIN.password, 4)],
  );
  await client.query(`INSERT INTO user_roles SELECT $1, id FROM roles WHERE name = 'admin'`, [id]);
  await client.query(
    `INSERT INTO metadata (${stamped}, name, value) VALUES (gen_random_uuid(), ${now}, 'db-version', to_json($1::text)),
       (gen_random_uuid(), ${now}, 'instance_id', '"i1"')`,
    [version],
  );
  await client.query(
    `INSERT INTO settings (${stamped}, "group", label, value) VALUES
       (gen_random_uuid(), ${now}, 'global_settings', 'license_key', '"38b1460a-5104-4067-a91d-77b872934d51"'),
       (gen_random_uuid(), ${now}, 'chatbot_settings', 'default_language', '"en"')`,
  );
}
