import { writeSync } from 'node:fs';
import { registerHooks } from 'node:module';

/** Imported by loaded.test.ts before the service: says at its end what was loaded for it. */
const loaded: string[] = [];
registerHooks({
  load(url, context, next) {
    loaded.push(url);
    return next(url, context);
  },
});
process.on('exit', () => {
  const { moduleLoadList: builtin } = process as unknown as { moduleLoadList: string[] };
  writeSync(2, `${JSON.stringify({ loaded, builtin })}\n`);
});
