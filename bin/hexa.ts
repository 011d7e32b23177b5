import { keepCompiled } from '../src/keep-compiled.ts';

keepCompiled();
await import('./program.ts');
