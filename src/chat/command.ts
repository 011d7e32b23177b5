import type { z } from 'zod';
import type { RawValues } from '#domain/draft.ts';
import type { Problem } from '#domain/errors.ts';
import type { Words } from '#words/index.ts';
import type { Context } from './context.ts';
import type { DeclaredAction, DeclaredCommand, DeclaredForm } from './declared.ts';
import type { Reply } from './reply.ts';
import type { Screen } from './screen.ts';

/** What a press brings with it; trusted for nothing. */
export interface ActionInput {
  ids: readonly string[];
  /** What was chosen, where the action is a select. */
  selected: readonly string[];
  /** What stood in the fields around the button, and the draft of their form, if it was one. */
  values: RawValues;
  draft: string | null;
}

/** What a button or select of a screen does, once the gate has let the person in. */
export interface ActionHandler extends DeclaredAction {
  run(context: Context, input: ActionInput): Promise<Reply[]>;
}

/** A form has two halves (docs/design.md, section 4, Acknowledging). */
export interface FormHandler<Values extends z.ZodType = z.ZodType> extends DeclaredForm {
  values: Values;
  /** Title of the form and what it says while it works. */
  working(words: Words): { title: string; text: string };
  /** Fast. Throws `invalid` with every problem; its result goes into the platform's first response. */
  check(context: Context, values: z.output<Values>): Promise<void>;
  /** Everything slow. Throws `invalid` to show the form again. */
  run(context: Context, values: z.output<Values>): Promise<Reply[]>;
  /** The form again with what was typed, less its secrets, and with problems, when only `run` found them. */
  reopen(context: Context, values: RawValues, problems: readonly Problem[]): Promise<Screen>;
}

/** One command: what it declares (chat/declared.ts), and the code behind it, its buttons and its forms. */
export interface Command<Shape extends z.ZodRawShape = z.ZodRawShape> extends DeclaredCommand<Shape> {
  run(context: Context, options: z.output<z.ZodObject<Shape>>): Promise<Reply[]>;
  actions?: Readonly<Record<string, ActionHandler>>;
  forms?: Readonly<Record<string, FormHandler>>;
}

/** Checks one command against its own options and forgets their type, so that a list can hold it. */
export function command<Shape extends z.ZodRawShape>(definition: Command<Shape>): Command {
  return definition as unknown as Command;
}

/** The same for a form. */
export function form<Values extends z.ZodType>(definition: FormHandler<Values>): FormHandler {
  return definition as unknown as FormHandler;
}
