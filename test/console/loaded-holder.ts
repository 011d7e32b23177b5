import { createRequire, registerHooks } from 'node:module';
import { readConfig } from '../../src/config.ts';
import { startService } from '../../src/service.ts';

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

const printed: string[] = [];
const log = { level: 'silent', info() {}, warn() {}, error() {}, debug() {}, trace() {}, fatal() {} };
const service = await startService({
  config: readConfig(process.env),
  log: { ...log, child: () => log } as never,
  print: (text) => void printed.push(text),
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
const link = new URL(/http\S+/.exec(printed.at(-1) ?? '')![0]);
const entered = await get(link.pathname + link.search);
const cookie = (entered.headers.get('set-cookie') ?? '').split(';')[0];
const session = (await (await get('/console/session', cookie)).json()) as { state: string };
process.stdout.write(JSON.stringify({ beforeSignIn, afterSignIn: isLoaded(), state: session.state }));
await service.stop();
process.exit(0);
