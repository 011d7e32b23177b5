import { clean, oneLine } from '#chat/clean-text.ts';
import type { Field } from '#chat/screen.ts';
import type { PageField } from '../protocol.ts';
import { pageOptions } from './actions.ts';

/** A field of a form as the page draws it. */
export function pageField(field: Field): PageField {
  const base = {
    name: field.name,
    label: oneLine(field.label),
    hint: field.hint === undefined ? null : clean(field.hint),
    required: field.required,
  };
  switch (field.type) {
    case 'text':
    case 'long_text':
    case 'email':
      return { ...base, type: field.type, initial: field.initial ?? '' };
    case 'password':
      return { ...base, type: 'password', initial: '' };
    case 'choice':
      return {
        ...base,
        type: 'choice',
        options: pageOptions(field.options),
        initial: field.initial ?? null,
        source: field.source ?? null,
      };
    case 'choices':
      return {
        ...base,
        type: 'choices',
        options: pageOptions(field.options),
        initial: [...(field.initial ?? [])],
        source: field.source ?? null,
      };
    case 'person':
      return { ...base, type: 'person' };
    case 'check':
      return { ...base, type: 'check', initial: field.initial ?? false };
  }
}
