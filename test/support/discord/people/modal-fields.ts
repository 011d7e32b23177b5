import { lengthOf } from '../check/findings.ts';
import { type ComponentJson, ComponentType, isAutoSelect, type Json } from '../wire.ts';
import { refuseUnless } from './refusal.ts';

interface Thing {
  readonly id: string;
}

/** Text; label or value of an option, or several; a person, role or channel; ticked or not. */
export type FieldValue = string | boolean | Thing | readonly (string | Thing)[];

/**
 * What the client sends for one component of a modal, with `given` filled in or its defaults left as they are.
 * @param ids Gathers the users, roles and channels that were picked.
 * @see https://docs.discord.com/developers/components/reference (each "Interaction Response Structure")
 */
export function fillIn(
  label: string,
  input: ComponentJson,
  given: FieldValue | undefined,
  ids: string[],
): Json {
  const frame = { type: input.type, id: input.id, custom_id: input.custom_id };
  if (input.type === ComponentType.textInput) return { ...frame, value: text(label, input, given) };
  if (input.type === ComponentType.checkbox) {
    refuseUnless(given === undefined || typeof given === 'boolean', `"${label}" is ticked or not`);
    return { ...frame, value: given ?? input.default ?? false };
  }
  if (input.type === ComponentType.radioGroup) {
    const [value] = chosen(label, input, given, { min: 1, max: 1 });
    return { ...frame, value: value ?? null };
  }
  if (isAutoSelect(input.type)) return { ...frame, values: picked(label, input, given, ids) };
  const max = input.type === ComponentType.checkboxGroup ? (input.options?.length ?? 0) : 1;
  const range = { min: input.min_values ?? 1, max: input.max_values ?? max };
  return { ...frame, values: chosen(label, input, given, range) };
}

function text(label: string, input: ComponentJson, given: FieldValue | undefined): string {
  refuseUnless(given === undefined || typeof given === 'string', `"${label}" takes a text`);
  const value = given ?? input.value ?? '';
  const length = lengthOf(value);
  refuseUnless(length > 0 || input.required === false, `"${label}" must be filled in`);
  const min = input.min_length ?? 0;
  const max = input.max_length ?? 4000;
  refuseUnless(
    length === 0 || (length >= min && length <= max),
    `"${label}" takes ${min} to ${max} characters, not ${length}`,
  );
  refuseUnless(input.style !== 1 || !value.includes('\n'), `"${label}" is one line`);
  return value;
}

/** Values of the options that were chosen by label or by value. */
function chosen(
  label: string,
  input: ComponentJson,
  given: FieldValue | undefined,
  range: { min: number; max: number },
): string[] {
  const options = input.options ?? [];
  const defaults = options.filter((option) => option.default).map((option) => option.value);
  const wanted = given === undefined ? defaults : listOf(label, given);
  const values = wanted.map((one) => {
    const option = options.find(({ label: name, value }) => name === one || value === one);
    refuseUnless(option, `"${label}" has no "${one}", only ${options.map((o) => o.label)}`);
    return option.value;
  });
  assertRange(label, input, values.length, range);
  return values;
}

function picked(label: string, input: ComponentJson, given: FieldValue | undefined, ids: string[]): string[] {
  const values =
    given === undefined ? (input.default_values ?? []).map(({ id }) => id) : listOf(label, given);
  assertRange(label, input, values.length, { min: input.min_values ?? 1, max: input.max_values ?? 1 });
  ids.push(...values);
  return values;
}

function listOf(label: string, given: FieldValue): string[] {
  refuseUnless(typeof given !== 'boolean', `"${label}" is no checkbox`);
  const list = Array.isArray(given) ? (given as readonly (string | Thing)[]) : [given as string | Thing];
  const values = list.map((one) => (typeof one === 'string' ? one : one.id));
  refuseUnless(new Set(values).size === values.length, `"${label}": the same twice`);
  return values;
}

/** An optional field may stay empty, whatever its minimum. */
function assertRange(
  label: string,
  { required }: ComponentJson,
  count: number,
  { min, max }: { min: number; max: number },
): void {
  if (count === 0 && (required === false || min === 0)) return;
  refuseUnless(count >= min && count <= max, `"${label}" takes ${min} to ${max} choices, not ${count}`);
}
