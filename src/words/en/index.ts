import { commands } from './commands.ts';
import { errors, problems } from './errors.ts';
import { mails } from './mails.ts';
import { pages } from './pages.ts';
import { screens } from './screens.ts';

export const en = { language: 'en', commands, errors, problems, mails, pages, screens };
