/**
 * Who may import whom (docs/design.md, section 3): for each room the rooms and libraries that its files may import.
 * Whatever a line does not name is an error of `npm run check`. `type X`: types of it only. `node`: Node's own modules.
 */
export const ARROWS: Readonly<Record<string, readonly string[]>> = {
  'src/domain': ['zod'],
  'src/words': [],
  'src/metrics': ['node'],
  'src/database': [
    'node',
    'zod',
    'pg',
    'pg-copy-streams',
    'kysely',
    '@mikro-orm/core',
    '@mikro-orm/postgresql',
    '@mikro-orm/migrations',
  ],
  'src/queue': ['src/database', 'src/domain', 'pg-boss'],
  'src/services': [
    'src/domain',
    'src/database',
    'src/queue',
    'node',
    'kysely',
    '@mikro-orm/core',
    'bcrypt',
    '@simplewebauthn/server',
  ],
  'src/chat': ['src/domain', 'src/words', 'src/metrics', 'zod', 'leven', 'type hono', 'type node'],
  commands: ['src/chat', 'src/domain', 'zod'],
  'src/slack': [
    'src/chat',
    'src/domain',
    'src/words',
    'src/metrics',
    'node',
    'zod',
    '@slack/bolt',
    '@slack/types',
  ],
  'src/discord': ['src/chat', 'src/domain', 'src/words', 'src/metrics', 'node', 'zod', 'discord.js'],
  'src/console': [
    'src/chat',
    'src/domain',
    'src/words',
    'node',
    'zod',
    'hono',
    'ws',
    'botkit',
    'botbuilder-core',
  ],
  'src/console/page': ['type src/console', 'preact', 'preact/hooks'],
  'src/mail': ['src/words', 'src/metrics', 'nodemailer'],
  'src/http': [
    'src/services',
    'src/chat',
    'src/domain',
    'src/words',
    'src/metrics',
    'node',
    'zod',
    'hono',
    '@hono/node-server',
    'prom-client',
    'type @simplewebauthn/server',
  ],
  'src/workers': ['src/services', 'src/mail', 'src/queue', 'src/domain', 'src/words', 'type src/chat'],
  migrations: ['@mikro-orm/migrations'],
};

/** What brings the others together, and so may import everything; nobody else imports it. */
export const EVERYTHING = ['src', 'src/start', 'bin', 'bench', 'test'] as const;
