import { keepCompiled } from './start/keep-compiled.js';
import { resolveByFolder } from './start/resolve-by-folder.js';

keepCompiled();
const { run } = await resolveByFolder(() => import('./start/run.ts'));
await run(process.env);
