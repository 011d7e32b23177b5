import type { Command } from '#chat/command.ts';
import help from './help.ts';
import home from './home.ts';
import usersAdd from './users/add.ts';
import usersList from './users/list.ts';
import usersShow from './users/show.ts';
import whoami from './whoami.ts';

/** The only list of commands; help shows them in this order. */
export const commands: readonly Command[] = [home, usersList, usersShow, usersAdd, whoami, help];
