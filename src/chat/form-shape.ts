import type { z } from 'zod';
import type { Field, FormRef, Screen } from './screen.ts';

type NameIn<Values extends z.ZodObject> = keyof z.output<Values> & string;

/** What comes back from a form, said once: beside the screen that draws it, and for the command that handles it. */
export interface FormShape<Values extends z.ZodObject, Kept extends NameIn<Values> = never> {
  /** In the catalogue. */
  name: string;
  values: Values;
  /** As `DeclaredForm.secrets`. */
  secrets: readonly NameIn<Values>[];
  /** As `DeclaredForm.keeps`. */
  keeps: readonly Kept[];
}

/** Checks that secrets and kept values are names of the schema. */
export function formShape<Values extends z.ZodObject, const Kept extends NameIn<Values> = never>({
  secrets = [],
  keeps = [],
  ...shape
}: {
  name: string;
  values: Values;
  secrets?: readonly NameIn<Values>[];
  keeps?: readonly Kept[];
}): FormShape<Values, Kept> {
  return { ...shape, secrets, keeps };
}

/** A field that the form reads: its name is one of the schema's, and not one that only the draft holds. */
export type FieldOf<Shape> =
  Shape extends FormShape<infer Values, infer Kept> ? Field & { name: Exclude<NameIn<Values>, Kept> } : never;

type KeptIn<Kept extends string> = [Kept] extends [never]
  ? { keeps?: never }
  : { keeps: Readonly<Record<Kept, string | readonly string[]>> };

/** Makes a screen such a form, with these fields and all that its draft has to hold. */
export function formOf<Values extends z.ZodObject, Kept extends NameIn<Values>>(
  shape: FormShape<Values, Kept>,
  {
    fields,
    ...rest
  }: { fields?: readonly FieldOf<FormShape<Values, Kept>>[] } & KeptIn<Kept> &
    Pick<FormRef, 'submit' | 'close' | 'working'>,
): Pick<Screen, 'fields' | 'form'> {
  const form = { name: shape.name, draft: '', ...rest } as FormRef;
  return fields === undefined ? { form } : { fields, form };
}
