import type { Action, Fact, Field, Part, Screen } from '#chat/screen.ts';
import type { Words } from '#words/index.ts';
import { packNames } from '../field-ids.ts';
import { planModal } from './modal-plan.ts';
import { selectsFor } from './options.ts';
import type { Choosing, MessageScreen } from './stand-in.ts';
import { label } from './text.ts';

/** More selects do not fit into a message beside everything else. */
const MOST_SELECTS = 14;

/**
 * A form where no modal can open, which is everywhere but in the first response to a command or button: what
 * stands in it so far, and a button that opens it; lists that are too long for a modal; a button that submits, where
 * there is nothing to ask. The form's own buttons stand here too, as a modal has none.
 */
export function formMessage(screen: Screen, words: Words): MessageScreen {
  const { form, fields = [], ...rest } = screen;
  if (form === undefined) return screen;
  const { asked, settled, tooLong } = planModal(screen);
  const choosing = tooLong.filter(isChoosing);
  const tooMany = tooLong.filter((field) => !isChoosing(field));
  const typed = typedFacts(fields);
  return {
    ...rest,
    parts: [
      ...screen.parts,
      ...(typed.length === 0 ? [] : [{ type: 'facts', facts: typed } as const]),
      ...tooMany.map((field): Part => ({ type: 'text', text: words.discord.tooManyOptions(field.label) })),
    ],
    actions: [
      ...(asked.length === 0 ? [] : [opener(words.discord.openForm, form.draft)]),
      ...changeButton(settled, form.draft, words),
      ...(screen.actions ?? []),
    ],
    standIn: { form, choosing, submits: asked.length === 0 },
  };
}

function isChoosing(field: Field): field is Choosing {
  return field.type === 'choices' && selectsFor(field.options) <= MOST_SELECTS;
}

/** Opens the form of this draft; `wanted` names fields that it must ask although they are filled in. */
export function opener(text: string, draft: string, wanted: readonly string[] = []): Action {
  return {
    type: 'button',
    label: text,
    style: 'primary',
    action: { name: 'forms.open', ids: [draft, ...packNames(wanted)] },
  };
}

/** For what the modal leaves out, as it is filled in already: people may want it otherwise. */
function changeButton(settled: readonly Field[], draft: string, words: Words): Action[] {
  if (settled.length === 0) return [];
  const labels = settled.map((field) => label(field.label, 30)).join(', ');
  const names = settled.map(({ name }) => name);
  return [
    {
      type: 'button',
      label: words.discord.change(labels),
      action: { name: 'forms.open', ids: [draft, ...packNames(names)] },
    },
  ];
}

/** What is filled in already, label by label. */
export function typedFacts(fields: readonly Field[]): Fact[] {
  return fields.flatMap((field): Fact[] => {
    const value = typedValue(field);
    return value === '' ? [] : [{ label: field.label, value }];
  });
}

function typedValue(field: Field): string {
  switch (field.type) {
    case 'text':
    case 'email':
    case 'long_text':
      return field.initial ?? '';
    case 'choice':
      return labelsOf(field.options, [field.initial ?? '']);
    case 'choices':
      return labelsOf(field.options, field.initial ?? []);
    case 'check':
      return field.initial === true ? '✓' : '';
    case 'password':
    case 'person':
      return '';
  }
}

function labelsOf(options: readonly { value: string; label: string }[], chosen: readonly string[]): string {
  return options
    .filter(({ value }) => chosen.includes(value))
    .map((option) => option.label)
    .join(', ');
}
