import { blockText, plain } from './text-of.ts';
import { asDict, asDicts, asString, type Block, type Dict } from './types.ts';

/** An interactive element, the block that holds it, and the name that a person reads beside it. */
export interface Found {
  block: Block;
  index: number;
  element: Dict;
  type: string;
  blockId: string;
  actionId: string;
  name: string;
  /** In an input block an element only dispatches `block_actions` with `dispatch_action`. */
  holder: 'input' | 'section' | 'actions' | 'card';
}

/** A button, a select or an input as a test names it: by `action_id`, `block_id`, label or text. */
export type Which = string | RegExp;

/** Narrows down where several elements have the same name. */
export interface Narrow {
  /** A text in the element's own block or nearest above it: `{ near: 'bob@example.com' }`. */
  near?: string;
  /** The `value` of the button. */
  value?: string;
  /** 0 for the first of several. */
  nth?: number;
}

/** All interactive elements of the blocks, from top to bottom. */
export function elementsOf(blocks: Block[]): Found[] {
  return blocks.flatMap((block, index) =>
    held(block).map(({ element, holder, name }) => ({
      block,
      index,
      element,
      type: asString(element.type),
      blockId: block.block_id,
      actionId: asString(element.action_id),
      name,
      holder,
    })),
  );
}

type Held = { element: Dict; holder: Found['holder']; name: string };

function held(block: Block): Held[] {
  const accessory = asDict(block.accessory);
  if (block.type === 'input') {
    return [{ element: asDict(block.element), holder: 'input', name: plain(asDict(block.label)) }];
  }
  if (block.type === 'section' && accessory.action_id !== undefined) {
    const name = accessory.type === 'button' ? nameOf(accessory) : plain(asDict(block.text));
    return [{ element: accessory, holder: 'section', name }];
  }
  if (block.type === 'actions') {
    return asDicts(block.elements).map((element) => ({ element, holder: 'actions', name: nameOf(element) }));
  }
  if (block.type === 'card') {
    return asDicts(block.actions).map((element) => ({ element, holder: 'card', name: nameOf(element) }));
  }
  if (block.type === 'carousel') {
    return asDicts(block.elements).flatMap((card) =>
      held({ ...card, type: 'card', block_id: block.block_id }),
    );
  }
  return [];
}

function nameOf(element: Dict): string {
  return plain(asDict(element.text)) || plain(asDict(element.placeholder));
}

/** The one element that is meant; throws, with what there is, when there is none or more than one. */
export function findElement(
  blocks: Block[],
  which: Which,
  kind: 'button' | 'value',
  narrow: Narrow = {},
): Found {
  const all = elementsOf(blocks).filter((one) => isButton(one) === (kind === 'button'));
  const named = matching(all, which).filter(
    (one) => narrow.value === undefined || one.element.value === narrow.value,
  );
  const near = narrow.near === undefined ? named : nearest(blocks, named, narrow.near);
  const found = narrow.nth === undefined ? near : near.slice(narrow.nth, narrow.nth + 1);
  if (found.length === 1) return found[0] as Found;
  const seen = all.map((one) => `${JSON.stringify(one.name)} (${one.actionId})`).join(', ') || 'none';
  const what = kind === 'button' ? 'button' : 'input or select';
  throw new Error(`${found.length || 'no'} ${what} ${String(which)}; there are: ${seen}`);
}

/** The match on the most telling property wins: an `action_id` before a `block_id` before a name. */
function matching(all: Found[], which: Which): Found[] {
  const test = (text: string): boolean => (which instanceof RegExp ? which.test(text) : text === which);
  for (const property of ['actionId', 'blockId', 'name'] as const) {
    const found = all.filter((one) => test(one[property]));
    if (found.length > 0) return found;
  }
  return [];
}

function nearest(blocks: Block[], candidates: Found[], text: string): Found[] {
  const distances = candidates.map((one) => {
    for (let at = one.index; at >= 0; at -= 1) {
      const block = blocks[at];
      if (block && blockText(block).includes(text)) return one.index - at;
    }
    return Number.POSITIVE_INFINITY;
  });
  const best = Math.min(...distances);
  return best === Number.POSITIVE_INFINITY ? [] : candidates.filter((_, at) => distances[at] === best);
}

function isButton(found: Found): boolean {
  return found.type === 'button' || found.type === 'workflow_button';
}

/** The button that a person would press; throws when there is none or more than one. */
export function findButton(shown: { blocks: Block[] }, which: Which, narrow: Narrow = {}): Dict {
  return findElement(shown.blocks, which, 'button', narrow).element;
}

/** The texts of all buttons, from top to bottom. */
export function buttons(shown: { blocks: Block[] }): string[] {
  return elementsOf(shown.blocks)
    .filter(isButton)
    .map((one) => one.name);
}

/** What a person can fill in: label, ids, kind, whether it may stay empty, and the texts of its options. */
export interface Input {
  label: string;
  hint: string;
  blockId: string;
  actionId: string;
  type: string;
  optional: boolean;
  options: string[];
}

/** The input blocks of a view or message. */
export function inputs(shown: { blocks: Block[] }): Input[] {
  return elementsOf(shown.blocks)
    .filter((one) => one.holder === 'input')
    .map((one) => ({
      label: one.name,
      hint: plain(asDict(one.block.hint)),
      blockId: one.blockId,
      actionId: one.actionId,
      type: one.type,
      optional: one.block.optional === true,
      options: optionsOf(one.element).map((option) => plain(asDict(option.text))),
    }));
}

/** The options of a select, also those in groups. */
export function optionsOf(element: Dict): Dict[] {
  return [
    ...asDicts(element.options),
    ...asDicts(element.option_groups).flatMap((group) => asDicts(group.options)),
  ];
}
