import { keepCompiled } from '../src/start/keep-compiled.js';

keepCompiled();
await import('./program.ts');
