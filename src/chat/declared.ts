import type { z } from 'zod';
import type { Needs } from './gate.ts';

/** What a command declares of itself, without the code behind it (docs/design.md, section 4). */
export interface DeclaredCommand<Shape extends z.ZodRawShape = z.ZodRawShape> {
  /** As typed after `/hexa`, for example `users add`. */
  path: string;
  options: z.ZodObject<Shape>;
  /** As a function where they depend on what was typed. */
  needs: Needs | ((options: z.output<z.ZodObject<Shape>>) => Needs);
  /** True where it is there to change something: not run from a link, acted on once, refusals audited. */
  changes: boolean;
  /** `form`: on platforms whose forms must open within seconds, a loading form may come first. */
  opens: 'screen' | 'form';
}

/** What the gate and the platforms need to know of a button. Without `needs` those of its command count. */
export interface DeclaredAction {
  needs?: Needs;
  /** True where pressing it changes something. */
  changes: boolean;
  opens: 'screen' | 'form';
}

/** The same of a form. */
export interface DeclaredForm {
  needs?: Needs;
  /** Fields that no draft and no log ever holds: passwords. */
  secrets: readonly string[];
  /** Values that come from the draft and never from chat (`FormRef.keeps`), such as the id of whom the form is about. */
  keeps?: readonly string[];
}

/** Every command, action and form by name, for screens that list or offer them. */
export interface Declarations {
  commands: readonly DeclaredCommand[];
  command(path: string): DeclaredCommand | null;
  /** `command` null: an action of the core, which names its own needs. */
  action(name: string): { command: DeclaredCommand | null; handler: DeclaredAction } | null;
  form(name: string): { command: DeclaredCommand; handler: DeclaredForm } | null;
}

/** What the gate asks for a command, typed with these options or with none. */
export function needsOf({ needs }: DeclaredCommand, options: object = {}): Needs {
  return typeof needs === 'function' ? needs({ ...options }) : needs;
}
