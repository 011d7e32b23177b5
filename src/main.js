import { keepCompiled } from './start/keep-compiled.js';

keepCompiled();
const { run } = await import('./start/run.ts');
await run(process.env);
