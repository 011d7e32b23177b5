import { keepCompiled } from './start/keep-compiled.ts';

keepCompiled();
const { run } = await import('./start/run.ts');
await run(process.env);
