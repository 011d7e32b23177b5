import { keepCompiled } from '../src/start/keep-compiled.js';
import { resolveByFolder } from '../src/start/resolve-by-folder.js';

keepCompiled();
const { run } = await resolveByFolder(() => import('../src/start/run.ts'));
const { fillDemo } = await import('./demo/fill.ts');

/** `npm run demo`: the whole product on made-up people, in a database of its own beside the real one. */
const { DATABASE_URL: _database, DB_URL: _url, DB_HOST: _host, ...environment } = process.env;

await run(
  {
    CHATOPS_USER_LIMIT: 'unlimited',
    SEED_ADMIN_FIRST_NAME: 'Ann',
    SEED_ADMIN_LAST_NAME: 'Lindgren',
    SEED_ADMIN_EMAIL: 'ann.lindgren@example.com',
    DATA_DIR: '.data-demo',
    ...environment,
  },
  fillDemo,
);
