import {
  type APIActionRowComponent,
  type APIButtonComponent,
  type APIComponentInContainer,
  type APIComponentInMessageActionRow,
  ButtonStyle,
  ComponentType,
} from 'discord.js';
import type { Field, FormRef, Screen } from '#chat/screen.ts';
import { type CustomIds, fillId, submitId } from '../custom-ids.ts';
import { LIMITS } from '../limits.ts';
import type { Frame } from './frame.ts';
import { inSelects, rangeOf, selectOptions } from './options.ts';
import { label } from './text.ts';

/** A list of options that is too long for a modal. */
export type Choosing = Extract<Field, { type: 'choices' }>;

/** A screen as a message shows it: what of a form can be done without a modal. */
export interface MessageScreen extends Screen {
  standIn?: {
    form: FormRef;
    /** Lists that are chosen from here. */
    choosing: readonly Choosing[];
    /** There is nothing (more) that a modal would ask: a button submits. */
    submits: boolean;
  };
}

type Row = APIActionRowComponent<APIComponentInMessageActionRow>;

/** The selects of the lists, with what is chosen so far. */
export function choosingRows(
  { standIn }: MessageScreen,
  { colon }: Pick<Frame, 'colon'>,
  ids: CustomIds,
): APIComponentInContainer[] {
  if (standIn === undefined) return [];
  const { form, choosing } = standIn;
  return choosing.flatMap((field) => {
    return inSelects(field.options).flatMap((part): Row[] => {
      const custom_id = ids.take(fillId(form.name, form.draft, field.name));
      if (custom_id === null) return [];
      return [
        {
          type: ComponentType.ActionRow,
          components: [
            {
              type: ComponentType.StringSelect,
              custom_id,
              placeholder: label(`${field.label}${colon} ${rangeOf(part)}`, LIMITS.select.placeholder),
              options: selectOptions(part, field.initial),
              min_values: 0,
              max_values: part.length,
            },
          ],
        },
      ];
    });
  });
}

/** The button that submits the form as its draft has it. */
export function submitButton({ standIn }: MessageScreen, ids: CustomIds): APIButtonComponent[] {
  if (standIn?.submits !== true) return [];
  const { form } = standIn;
  const custom_id = ids.take(submitId(form.name, form.draft));
  if (custom_id === null) return [];
  const text = label(form.submit, LIMITS.button.label);
  return [{ type: ComponentType.Button, style: ButtonStyle.Primary, label: text, custom_id }];
}
