import type { Reply } from '#chat/reply.ts';
import type { Action, Part, Screen } from '#chat/screen.ts';
import type { Words } from '#words/index.ts';
import { formMessage, opener } from '../render/form-message.ts';
import type { MessageScreen } from '../render/stand-in.ts';

type Errors = Extract<Reply, { type: 'errors' }>;

/**
 * A refused form: what is wrong, field by field, what was typed, and a button that opens it again. Discord has no
 * errors beside fields, and no modal can answer a modal.
 */
export function problemScreen(words: Words, errors: Errors): MessageScreen {
  const { form } = errors;
  const { title, text } = words.errors.invalid();
  const labels = new Map(form?.fields?.map((field) => [field.name, field.label]));
  const facts = Object.entries(errors.fields).map(([name, value]) => ({
    label: labels.get(name) ?? name,
    value,
  }));
  const parts: Part[] = [
    { type: 'text', text: errors.general ?? text },
    { type: 'facts', facts },
  ];
  const screen: Screen = { title, tone: 'refusal', parts };
  return form?.form === undefined ? screen : again(words, screen, form, Object.keys(errors.fields));
}

function again(words: Words, screen: Screen, form: Screen, wrong: readonly string[]): MessageScreen {
  const message = formMessage({ ...form, parts: [] }, words);
  // Passwords are asked anew in any case, and the names of wrong fields have to fit into an id.
  const wanted = wrong.filter(
    (name) => form.fields?.find((field) => field.name === name)?.type !== 'password',
  );
  return {
    ...message,
    ...screen,
    parts: [
      ...screen.parts,
      ...(message.parts.length === 0 ? [] : [{ type: 'divider' } as const]),
      ...message.parts,
    ],
    actions: withOpener(message, (draft) => opener(words.discord.openForm, draft, wanted)),
  };
}

/** After a part of a form that does not fit into one modal: what was typed, and the way on. */
export function moreScreen(words: Words, form: Screen): MessageScreen {
  const { title, text } = words.discord.more;
  const message = formMessage({ ...form, parts: [{ type: 'text', text }] }, words);
  return {
    ...message,
    title,
    actions: withOpener(message, (draft) => opener(words.discord.continue, draft)),
  };
}

/** The message's actions with another button in place of the one that opens the form, where there is one. */
function withOpener({ actions = [], standIn }: MessageScreen, button: (draft: string) => Action): Action[] {
  if (standIn === undefined || standIn.submits) return [...actions];
  return [button(standIn.form.draft), ...actions.slice(1)];
}
