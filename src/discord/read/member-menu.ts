import type { Catalogue } from '#chat/catalogue.ts';
import type { Input } from '#chat/invocation.ts';
import { LANGUAGES, type Words } from '#words/index.ts';

type Menu = keyof Words['discord']['menus'];

/** The entries of a member's menu ("Apps") that this catalogue has something for. */
export function memberMenus(catalogue: Catalogue): Menu[] {
  const menus: Menu[] = [];
  if (catalogue.command('users show') !== null) menus.push('user');
  if (catalogue.action('users.toggle') !== null) menus.push('toggle');
  return menus;
}

/** What an entry asks for, with the member as a mention token. Entries come back by their names in English. */
export function readMemberMenu(entry: string, memberId: string): Input {
  const user = `<@${memberId}>`;
  return entry === LANGUAGES.en.discord.menus.toggle
    ? { type: 'action', name: 'users.toggle', ids: [user], selected: [], values: {}, draft: null }
    : { type: 'command', path: 'users show', options: { user } };
}
