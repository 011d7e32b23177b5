import type { APISelectMenuOption } from 'discord.js';
import type { Option } from '#chat/screen.ts';
import { LIMITS } from '../limits.ts';
import { label } from './text.ts';

/** Options of selects. A value that is too long would not come back as it was, so it is an error of ours. */
export function selectOptions(
  options: readonly Option[],
  chosen: readonly string[] = [],
): APISelectMenuOption[] {
  return options.map(({ value, label: text, description }) => {
    if (value.length > LIMITS.option.value)
      throw new RangeError(`an option's value has ${value.length} characters`);
    return {
      label: label(text, LIMITS.option.label),
      value,
      ...(description ? { description: label(description, LIMITS.option.description) } : {}),
      ...(chosen.includes(value) ? { default: true } : {}),
    };
  });
}

/** How many selects it takes to offer so many options. */
export function selectsFor(options: readonly unknown[]): number {
  return Math.ceil(options.length / LIMITS.select.options);
}

/** The options in as many parts as selects are needed. */
export function inSelects<T>(options: readonly T[]): T[][] {
  const most = LIMITS.select.options;
  return Array.from({ length: selectsFor(options) }, (_, index) =>
    options.slice(index * most, (index + 1) * most),
  );
}

/** What tells one of several selects from the others: the first and last of what it offers. */
export function rangeOf(options: readonly { label: string }[]): string {
  const short = (text: string) => label(text, 20);
  return `${short(options[0]?.label ?? '')} … ${short(options.at(-1)?.label ?? '')}`;
}
