import { defineConfig } from 'vitest/config';
import base from '../vitest.config.ts';

/** `npm run pictures`: draws from the database that tests make, so it runs as one, alone. */
// biome-ignore lint/style/noDefaultExport: Vitest asks for one
export default defineConfig({ test: { ...base.test, root: '.', include: ['test/chat-pictures.ts'] } });
