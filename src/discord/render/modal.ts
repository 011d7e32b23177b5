import { type APIModalInteractionResponseCallbackData, ComponentType } from 'discord.js';
import { oneLine } from '#chat/clean-text.ts';
import type { Screen } from '#chat/screen.ts';
import type { Words } from '#words/index.ts';
import { modalId } from '../custom-ids.ts';
import { LIMITS } from '../limits.ts';
import { fieldComponents, type ModalComponent } from './fields.ts';
import { typedFacts } from './form-message.ts';
import { type ModalPlan, planModal } from './modal-plan.ts';
import { factLines } from './parts.ts';
import { flat, label, markdown, plain } from './text.ts';

/** A modal as Discord's API takes it. */
export type RenderedModal = APIModalInteractionResponseCallbackData;

interface ModalOptions {
  words: Words;
  /** Fields that are asked although they are filled in. */
  wanted?: readonly string[];
}

/**
 * A form as a modal. What does not fit into 5 components is left out (see `planModal`), and so the core must put
 * what is sent back upon what the form's draft holds. Throws RangeError where no modal can ask it.
 */
export function renderModal(screen: Screen, { words, wanted = [] }: ModalOptions): RenderedModal {
  const { form, title, shortTitle } = screen;
  if (form === undefined) throw new Error(`the screen "${title}" is no form`);
  const plan = planModal(screen, wanted);
  const asked = plan.asked.flatMap((field) => fieldComponents(field));
  const beside = asked.length < LIMITS.modal.components ? textsOf(screen, plan, words) : [];
  const [first, ...rest] = plan.asked;
  const withNote =
    beside.length === 0 && first !== undefined
      ? [...fieldComponents(first, noteOf(screen)), ...rest.flatMap((field) => fieldComponents(field))]
      : asked;
  const components = [...beside, ...withNote];
  if (components.length === 0) throw new RangeError(`the form "${title}" asks nothing`);
  return {
    custom_id: modalId(form.name, form.draft, plan.later.length > 0),
    title: label(shortTitle ?? title, LIMITS.modal.title),
    components: components as RenderedModal['components'],
  };
}

/** What the form says beside its fields, and what its draft holds already, in one text display: as much as fits one. */
function textsOf(screen: Screen, plan: ModalPlan, words: Words): ModalComponent[] {
  const contents = [800, 200, 60].map((width) => linesOf(screen, plan, words, width).join('\n'));
  const content = contents.find((each) => each.length <= LIMITS.message.text) ?? '';
  return content === '' ? [] : [{ type: ComponentType.TextDisplay, content }];
}

function linesOf(screen: Screen, { settled, tooLong }: ModalPlan, words: Words, width: number): string[] {
  const { colon } = words.screens.common;
  const lines = [
    ...screen.parts.flatMap((part) => {
      if (part.type === 'text') return [markdown(part.text, width)];
      return part.type === 'facts' ? [factLines(part.facts, { width: Math.min(width, 200), colon })] : [];
    }),
    factLines(typedFacts(settled), { width: Math.min(width, 100), colon }),
    ...tooLong.map((field) => plain(words.discord.tooManyOptions(field.label), 300)),
  ];
  return lines.filter((line) => line.trim() !== '');
}

/** What is wrong, in the description of the first field, where the modal is full; small print has no room there. */
function noteOf({ parts }: Screen): string {
  const said = parts.flatMap((part) =>
    part.type === 'text' && part.style !== 'note' ? [flat(part.text)] : [],
  );
  return oneLine(said.join(' '));
}
