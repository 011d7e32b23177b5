import { createRequire, registerHooks } from 'node:module';
import { readConfig } from '../../src/config.ts';
import { startService } from '../../src/start/service.ts';

/** Runs the service with the console on, and prints as JSON what was loaded when. `without-botkit`: it is not installed. */
const isMissing = process.argv[2] === 'without-botkit';
registerHooks({
  resolve(specifier, context, next) {
    if (isMissing && /^(botkit|botbuilder-core)$/.test(specifier)) {
      throw Object.assign(new Error(`Cannot find package '${specifier}'`), { code: 'ERR_MODULE_NOT_FOUND' });
    }
    return next(specifier, context);
  },
});

const { cache } = createRequire(import.meta.url);
const isLoaded = (): boolean =>
  Object.keys(cache).some((path) => /[\\/]node_modules[\\/]botkit[\\/]/.test(path));

const log = { level: 'silent', info() {}, warn() {}, error() {}, debug() {}, trace() {}, fatal() {} };
const service = await startService({
  config: readConfig(process.env),
  log: { ...log, child: () => log } as never,
  print() {},
});
const get = (path: string, cookie = ''): Promise<Response> =>
  fetch(`${service.address}${path}`, { headers: { cookie }, redirect: 'manual' });

for (const path of [
  '/healthz',
  '/confirm/nothing',
  '/console',
  '/console/session',
  '/console/page/main.js',
]) {
  await get(path);
}
const beforeSignIn = isLoaded();
const entered = await fetch(`${service.address}/console/do/sign-in`, {
  method: 'POST',
  headers: { origin: service.address, 'content-type': 'application/json' },
  body: JSON.stringify({ email: process.env.SEED_ADMIN_EMAIL, password: process.env.SEED_ADMIN_PASSWORD }),
});
const cookie = (entered.headers.get('set-cookie') ?? '').split(';')[0];
const session = (await (await get('/console/session', cookie)).json()) as { state: string };
process.stdout.write(JSON.stringify({ beforeSignIn, afterSignIn: isLoaded(), state: session.state }));
await service.stop();
process.exit(0);
