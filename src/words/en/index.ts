import { commands } from './commands.ts';
import { consoleWords } from './console.ts';
import { discord } from './discord.ts';
import { errors, problems } from './errors.ts';
import { mails } from './mails.ts';
import { names } from './names.ts';
import { notices } from './notices.ts';
import { pages } from './pages.ts';
import { screens } from './screens.ts';

export const en = {
  language: 'en',
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
