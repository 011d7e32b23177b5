import { oneLine } from '#chat/clean-text.ts';
import type { Invocation } from '#chat/invocation.ts';
import { quotedInList } from '#chat/reading/quotes.ts';
import type { Option } from '#chat/screen.ts';
import { within } from '#timing/within.ts';
import { LIMITS } from '../limits.ts';
import type { Search } from '../read/command.ts';
import { label } from '../render/text.ts';
import type { Tools } from './place.ts';

/** One completion that Discord offers. */
export interface Choice {
  name: string;
  value: string;
}

/** What an option suggests for what is typed: at most 25, none where nothing was found or it took too long. */
export async function suggestions(tools: Tools, invocation: Invocation, search: Search): Promise<Choice[]> {
  const found =
    search.kind === 'command' ? commandsLike(tools, search.text) : await searched(tools, invocation, search);
  const choices = new Map<string, Choice>();
  for (const choice of found) {
    // Names must differ, and a value that is cut would be another one.
    if (choice.value !== '' && choice.value.length <= LIMITS.command.choice && !choices.has(choice.name))
      choices.set(choice.name, choice);
    if (choices.size === LIMITS.autocomplete.choices) break;
  }
  return [...choices.values()];
}

function commandsLike({ catalogue }: Tools, text: string): Choice[] {
  const wanted = text.trim().toLowerCase();
  return catalogue.commands
    .filter(({ path }) => path.includes(wanted))
    .map(({ path }) => ({ name: path, value: path }));
}

async function searched({ dispatch, log }: Tools, invocation: Invocation, search: Search): Promise<Choice[]> {
  try {
    const replies = await within(LIMITS.searchWithinMs, dispatch.answer(invocation));
    if (replies === 'late') {
      log.warn({ requestId: invocation.id }, 'a search took too long');
      return [];
    }
    const options = replies.flatMap((reply) => (reply.type === 'options' ? reply.options : []));
    return options.map((option) => choiceOf(option, search));
  } catch (error) {
    log.error({ requestId: invocation.id, err: error }, 'a search failed');
    return [];
  }
}

/**
 * Roles are named by name and users by email: Discord shows a choice's name, and sends that, not the value, when
 * somebody types on; so where several can be named, name and value are the same.
 */
function choiceOf({ value, label: text, description }: Option, { kind, before }: Search): Choice {
  const space = before === '' ? '' : ' ';
  if (kind === 'role' || kind === 'roles') return same(before + space + quotedInList(oneLine(text)));
  if (kind === 'users') return same(before + space + quotedInList(oneLine(description ?? value)));
  const name = description === undefined ? text : `${text} · ${description}`;
  return { name: label(name, LIMITS.command.choice), value };
}

function same(text: string): Choice {
  return { name: label(text, LIMITS.command.choice), value: text };
}
