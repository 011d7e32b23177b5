import { registerHooks } from 'node:module';
import { resolveByFolder } from '../../src/start/resolve-by-folder.js';

/** Run by resolve-by-folder.test.ts as a process of its own: loads the service and prints where each import leads. */
const found: Record<string, string> = {};

async function load(): Promise<void> {
  registerHooks({
    resolve(specifier, context, next) {
      const result = next(specifier, context);
      found[`${specifier} in ${context.parentURL}`] = `${result.url}, ${result.format}`;
      return result;
    },
  });
  await import('../../src/start/run.ts');
  await import('../../src/slack/app.ts');
}

await (process.argv[2] === 'by-node' ? load() : resolveByFolder(load));
process.stdout.write(JSON.stringify(found));
