import { keepCompiled } from '../src/start/keep-compiled.ts';

keepCompiled();
await import('./program.ts');
