import { LIMITS } from '../limits.ts';
import { asDict, asDicts, type Dict, type Surface } from '../types.ts';
import { anyBlock } from './blocks.ts';
import { inside, list, type Place, report } from './rules.ts';

/**
 * What Slack would find wrong with blocks on a surface; an empty list when nothing. Stricter than Slack where its
 * documentation and its behaviour differ, so that what passes here passes there.
 */
export function validateBlocks(blocks: unknown, surface: Surface, at = '/blocks'): string[] {
  const place: Place = { at, surface, problems: [] };
  const max = surface === 'message' ? LIMITS.messageBlocks : LIMITS.viewBlocks;
  list(anyBlock, { min: surface === 'message' ? 0 : 1, max })(blocks, place);
  const all = asDicts(blocks);
  uniqueIds(all, place);
  if (surface === 'message') messageTotals(all, place);
  else oneFocus(all, place);
  return place.problems;
}

/** `block_id` is unique on the surface, `action_id` in its block. */
function uniqueIds(blocks: Dict[], place: Place): void {
  const seen = new Set<unknown>();
  for (const [index, block] of blocks.entries()) {
    const here = inside(place, index);
    if (block.block_id !== undefined && seen.has(block.block_id)) {
      report(inside(here, 'block_id'), `block_id ${String(block.block_id)} is used twice`);
    }
    seen.add(block.block_id);
    const ids = elementsIn(block)
      .map((one) => one.action_id)
      .filter((one) => one !== undefined);
    const twice = ids.find((one, position) => ids.indexOf(one) !== position);
    if (twice !== undefined) report(here, `action_id ${String(twice)} is used twice`);
  }
}

function elementsIn(block: Dict): Dict[] {
  const direct = [
    ...asDicts(block.elements),
    ...asDicts(block.actions),
    asDict(block.accessory),
    asDict(block.element),
  ];
  return direct.flatMap((one) => [one, ...asDicts(one.actions)]);
}

function messageTotals(blocks: Dict[], place: Place): void {
  const tables = blocks.filter((block) => block.type === 'table' || block.type === 'data_table');
  if (tables.length > 1) report(place, 'only one table allowed in a message');
  const markdown = blocks.filter((block) => block.type === 'markdown');
  const written = markdown.reduce((sum, block) => sum + String(block.text ?? '').length, 0);
  if (written > LIMITS.markdownText)
    report(place, `markdown blocks exceed ${LIMITS.markdownText} characters`);
  const size = JSON.stringify(blocks.filter((block) => !tables.includes(block))).length;
  if (size > LIMITS.messageBlocksSize) {
    report(place, `blocks take ${size} characters, more than ${LIMITS.messageBlocksSize}`);
  }
}

/** Only one element of a view may have the focus. */
function oneFocus(blocks: Dict[], place: Place): void {
  const focused = blocks.flatMap(elementsIn).filter((one) => one.focus_on_load === true);
  if (focused.length > 1) report(place, 'more than one element has focus_on_load');
}
