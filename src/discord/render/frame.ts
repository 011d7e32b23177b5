import { type APIComponentInContainer, ComponentType } from 'discord.js';
import { LIMITS } from '../limits.ts';

/**
 * How much room things take, the roomiest first:
 *
 * - `cards`: pictures of people, buttons below each row
 * - `list`: pictures; the only button of a row stands at its right, else the actions of all rows are in one select
 * - `dense`: the same without pictures, texts put together
 */
export const LAYOUTS = ['cards', 'list', 'dense'] as const;
export type Layout = (typeof LAYOUTS)[number];

/** What a part's renderer knows of the message that it renders for. */
export interface Frame {
  layout: Layout;
  /** How long a name, label or cell may be; on its own card there is room for the whole. */
  width: number;
  /** The same for a paragraph. */
  paragraph: number;
  /** What stands between a label and its value, in the language of the screen. */
  colon: string;
  /** In the select that holds the actions of all rows. */
  menu: string;
}

/** Wide enough for any name (Hexabot keeps 255 characters), then ever less, as far as people can read. */
const WIDTHS = [3_000, 600, 255, 180, 130, 100, 80, 64, 52, 42, 34, 28, 24] as const;

/**
 * Renders with the roomiest layout and the longest names that fit. Lists are never cut, so a screen that does
 * not fit at all is an error of the command that made it: it must show pages. Throws RangeError then.
 */
export function fitted(
  { colon, menu }: Pick<Frame, 'colon' | 'menu'>,
  render: (frame: Frame) => APIComponentInContainer[],
): APIComponentInContainer[] {
  let problem = '';
  for (const layout of LAYOUTS) {
    for (const width of WIDTHS) {
      const components = render({ layout, width, paragraph: Math.max(width * 4, 400), colon, menu });
      // One is the container itself.
      const count = countOf(components) + 1;
      const text = textOf(components);
      if (count > LIMITS.message.components) {
        problem = `${count} components of at most ${LIMITS.message.components}`;
        // Shorter names do not make them fewer.
        break;
      }
      if (text <= LIMITS.message.text) return components;
      problem = `${text} characters of at most ${LIMITS.message.text}`;
    }
  }
  throw new RangeError(`the screen does not fit a Discord message: ${problem}; show less on one page`);
}

type Nested = { components?: readonly object[]; accessory?: object };

/** Every component at every depth. */
export function countOf(components: readonly object[]): number {
  return components.reduce((sum: number, each: Nested) => {
    return sum + 1 + countOf(each.components ?? []) + (each.accessory === undefined ? 0 : 1);
  }, 0);
}

function textOf(components: readonly object[]): number {
  return components.reduce((sum: number, each) => {
    const own = 'content' in each && typeof each.content === 'string' ? each.content.length : 0;
    return sum + own + textOf((each as Nested).components ?? []);
  }, 0);
}

/** Text displays side by side as one: each counts against the 40, and the dense layouts need them. */
export function joined(components: readonly APIComponentInContainer[]): APIComponentInContainer[] {
  const dense: APIComponentInContainer[] = [];
  for (const each of components) {
    const last = dense.at(-1);
    if (each.type === ComponentType.TextDisplay && last?.type === ComponentType.TextDisplay)
      dense[dense.length - 1] = { ...last, content: `${last.content}\n${each.content}` };
    else dense.push(each);
  }
  return dense;
}
