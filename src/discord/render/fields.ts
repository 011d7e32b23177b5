import {
  type APIComponentInLabel,
  type APILabelComponent,
  type APITextDisplayComponent,
  ComponentType,
  TextInputStyle,
} from 'discord.js';
import { clean, oneLine, shorten } from '#chat/clean-text.ts';
import type { Field } from '#chat/screen.ts';
import { fieldId } from '../field-ids.ts';
import { LIMITS } from '../limits.ts';
import { inSelects, rangeOf, selectOptions } from './options.ts';
import { bold, label, NOTHING } from './text.ts';

type Choosing = Extract<Field, { type: 'choice' | 'choices' }>;
/** What a modal consists of. */
export type ModalComponent = APILabelComponent | APITextDisplayComponent;

/** One field with its label and hint: as one component, or as several selects where it has more than 25 options. */
export function fieldComponents(field: Field, note?: string): ModalComponent[] {
  switch (field.type) {
    case 'text':
    case 'email':
      return [labelled(field, textInput(field, TextInputStyle.Short, field.initial, field.maxLength), note)];
    case 'long_text':
      return [
        labelled(field, textInput(field, TextInputStyle.Paragraph, field.initial, field.maxLength), note),
      ];
    case 'password':
      // Discord has no masked input ("Component Reference", Text Input Styles), so what it shows is said.
      return [
        labelled(
          { ...field, hint: [field.hint, field.exposed].filter(Boolean).join(' ') },
          textInput(field, TextInputStyle.Short),
          note,
        ),
      ];
    case 'choice':
    case 'choices':
      return selects(field, note);
    case 'person':
      return [
        labelled(
          field,
          { type: ComponentType.UserSelect, custom_id: fieldId(field), ...howMany(field.required, 1) },
          note,
        ),
      ];
    case 'check':
      // A box that must be ticked is asked for by the form's own check.
      return [
        labelled(
          field,
          { type: ComponentType.Checkbox, custom_id: fieldId(field), default: field.initial === true },
          note,
        ),
      ];
  }
}

function labelled(
  { label: text, hint }: Pick<Field, 'label' | 'hint'>,
  component: APIComponentInLabel,
  note?: string,
): APILabelComponent {
  const description = hint || note;
  return {
    type: ComponentType.Label,
    label: label(text, LIMITS.label.label),
    ...(description ? { description: label(description, LIMITS.label.description) } : {}),
    component,
  };
}

function textInput(
  field: Field,
  style: TextInputStyle,
  initial = '',
  maxLength?: number,
): APIComponentInLabel {
  const typed = style === TextInputStyle.Short ? oneLine(initial) : clean(initial);
  const value = shorten(typed, LIMITS.textInput.value);
  return {
    type: ComponentType.TextInput,
    custom_id: fieldId(field),
    style,
    required: field.required,
    ...(value === '' ? {} : { value }),
    ...(maxLength === undefined
      ? {}
      : { max_length: Math.min(LIMITS.textInput.value, Math.max(maxLength, value.length, 1)) }),
  };
}

/** A choice that offers nothing is said, as Discord refuses empty selects. */
function selects(field: Choosing, note?: string): ModalComponent[] {
  const parts = inSelects(field.options);
  if (parts.length === 0)
    return [{ type: ComponentType.TextDisplay, content: `${bold(field.label, 200)} ${NOTHING}` }];
  const chosen = typeof field.initial === 'string' ? [field.initial] : (field.initial ?? []);
  // One of several selects may stay empty; that something is chosen is asked for by the form's own check.
  const required = field.required && parts.length === 1;
  return parts.map((part, index) => {
    const most = field.type === 'choices' ? part.length : 1;
    return labelled(
      parts.length === 1 ? field : { label: `${label(field.label, 20)} ${index + 1}`, hint: rangeOf(part) },
      {
        type: ComponentType.StringSelect,
        custom_id: fieldId(field, index + 1),
        options: selectOptions(part, chosen),
        ...howMany(required, most),
      },
      note,
    );
  });
}

/** `required` is true where it is left out, and a minimum of 0 needs it to be false ("Component Reference"). */
function howMany(
  required: boolean,
  most: number,
): { required: boolean; min_values: number; max_values: number } {
  return { required, min_values: required ? 1 : 0, max_values: most };
}
