import { keepCompiled } from '../src/start/keep-compiled.js';
import { resolveByFolder } from '../src/start/resolve-by-folder.js';

keepCompiled();
await resolveByFolder(() => import('./program.ts'));
