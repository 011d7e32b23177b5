import type { Field, Option, Screen } from '#chat/screen.ts';
import type { PageValues, Question } from './protocol.ts';
import { pageField } from './render/fields.ts';

/** A screen that is a form. */
export type FormScreen = Screen & Required<Pick<Screen, 'form' | 'fields'>>;
type Value = PageValues[string];

/**
 * A form asked one field at a time. What people enter, passwords included, lives here and only until the last question: neither
 * Botkit's state nor the conversation holds them.
 */
export class Guide {
  readonly screen: FormScreen;
  readonly values: PageValues = {};
  #index = 0;

  constructor(screen: FormScreen) {
    this.screen = screen;
    for (const field of screen.fields) {
      if ('initial' in field && field.initial !== undefined) this.values[field.name] = copyOf(field.initial);
    }
  }

  /** What is asked now; null: everything was, and it is to be looked over. */
  get field(): Field | null {
    return this.screen.fields[this.#index] ?? null;
  }

  question(progress: (step: number, of: number) => string): Question {
    const { field } = this;
    return {
      field: field === null ? null : { ...pageField(field), ...this.#typed(field) },
      progress: field === null ? '' : progress(this.#index + 1, this.screen.fields.length),
      submit: this.screen.form.submit,
      canGoBack: this.#index > 0,
    } as Question;
  }

  /** What was entered before, on the way back; never a password. */
  #typed(field: Field): { initial?: Value } {
    const value = this.values[field.name];
    return field.type === 'password' || field.type === 'person' || value === undefined
      ? {}
      : { initial: value };
  }

  /** Takes what was entered for the present question; the choices that it fits none of, or null. */
  take(entered: Value): readonly string[] | null {
    const { field } = this;
    if (field === null) return null;
    const value = valueFor(field, entered);
    if (value === null) return labelsOf(field);
    this.values[field.name] = value;
    return null;
  }

  back(): boolean {
    if (this.#index === 0) return false;
    this.#index -= 1;
    return true;
  }

  /** To the first question that has a problem; false where there is none such. */
  goTo(problems: Readonly<Record<string, string>>): boolean {
    const index = this.screen.fields.findIndex(({ name }) => problems[name] !== undefined);
    if (index < 0) return false;
    this.#index = index;
    return true;
  }

  /** On to the next question, or back to the first one asked so far that has a problem, which is returned. */
  settle(problems: Readonly<Record<string, string>>): string | null {
    // What comes later was not asked yet, and a form that is checked whole has problems there too.
    const asked = this.screen.fields.slice(0, this.#index + 1);
    const index = asked.findIndex(({ name }) => problems[name] !== undefined);
    if (index < 0) this.#index += 1;
    else this.#index = index;
    return index < 0 ? null : (problems[asked[index]!.name] ?? null);
  }

  /** What was entered, as people read it; passwords as dots. */
  get summary(): { label: string; value: string }[] {
    return this.screen.fields.map((field) => ({
      label: field.label,
      value: saidAs(field, this.values[field.name]),
    }));
  }
}

const DOTS = '••••••••';

/** How what was entered reads in the conversation. */
export function saidAs(field: Field | null, value: Value | undefined): string {
  if (value === undefined) return '–';
  if (field?.type === 'password') return DOTS;
  if (typeof value === 'boolean') return value ? '✓' : '–';
  if (field?.type !== 'choice' && field?.type !== 'choices') return String(value) || '–';
  const chosen = [value].flat();
  const labels = chosen.map((one) => field.options.find((option) => option.value === one)?.label ?? one);
  return labels.join(', ') || '–';
}

function valueFor(field: Field, entered: Value): Value | null {
  if (field.type === 'check')
    return typeof entered === 'boolean' ? entered : /^(y|yes|true|1)$/i.test(String(entered));
  if (field.type === 'choices') {
    const given = typeof entered === 'string' ? entered.split(',') : Array.isArray(entered) ? entered : [];
    const values = given
      .map((one) => one.trim())
      .filter(Boolean)
      .map((one) => optionOf(field.options, one));
    return values.every((value) => value !== null) ? (values as string[]) : null;
  }
  const text = Array.isArray(entered) ? (entered[0] ?? '') : String(entered);
  if (field.type === 'choice') {
    return text === '' && !field.required ? '' : optionOf(field.options, text.trim());
  }
  return field.type === 'password' ? text : text.trim();
}

/** By value or label; typed labels do not mind case. */
function optionOf(options: readonly Option[], typed: string): string | null {
  const found = options.find(
    ({ value, label }) => value === typed || label.toLowerCase() === typed.toLowerCase(),
  );
  return found?.value ?? null;
}

function labelsOf(field: Field): readonly string[] {
  return field.type === 'choice' || field.type === 'choices' ? field.options.map(({ label }) => label) : [];
}

function copyOf(value: string | readonly string[] | boolean): Value {
  return typeof value === 'object' ? [...value] : value;
}
