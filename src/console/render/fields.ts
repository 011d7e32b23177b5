import { clean, oneLine } from '#chat/clean-text.ts';
import type { Field, Option } from '#chat/screen.ts';
import type { PageField } from '../protocol.ts';
import { pageOptions } from './actions.ts';

/** The fields of a form; those that choose from one and the same list make one table. */
export function pageFields(fields: readonly Field[]): PageField[] {
  const [first, ...others] = fields.flatMap((field) => (field.type === 'choices' ? [field] : []));
  const isGrid =
    first !== undefined &&
    first.options.length > 0 &&
    others.length > 0 &&
    others.every((each) => isSameList(each.options, first.options));
  if (!isGrid) return fields.map(pageField);
  const columns = [first, ...others];
  const grid: PageField = {
    type: 'grid',
    name: first.name,
    label: columns.map(({ label }) => oneLine(label)).join(', '),
    hint: null,
    required: false,
    rows: pageOptions(first.options),
    columns: columns.map(({ name, label, initial = [] }) => ({
      name,
      label: oneLine(label),
      initial: [...initial],
    })),
  };
  return fields.flatMap((field) =>
    field === first ? [grid] : field.type === 'choices' ? [] : [pageField(field)],
  );
}

function isSameList(some: readonly Option[], others: readonly Option[]): boolean {
  return some.length === others.length && some.every(({ value }, index) => value === others[index]?.value);
}

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
