import type { Words } from '../words.ts';
import { commands } from './commands.ts';
import { consoleWords } from './console.ts';
import { discord } from './discord.ts';
import { errors, problems } from './errors.ts';
import { mails } from './mails.ts';
import { names } from './names.ts';
import { notices } from './notices.ts';
import { pages } from './pages.ts';
import { screens } from './screens.ts';

/** Vouvoiement ; espaces insécables devant les signes doubles. */
export const fr: Words = {
  language: 'fr',
  commands,
  console: consoleWords,
  discord,
  errors,
  problems,
  mails,
  names,
  notices,
  pages,
  screens,
};
