import { newToken } from './ids.ts';
import { asDicts, type Block, type Dict, isDict } from './types.ts';

/**
 * Blocks as Slack keeps them and sends them back: a `block_id` for each, an `action_id` for each interactive
 * element, `emoji` and `verbatim` written out. Works on a copy.
 */
export function toStoredBlocks(blocks: unknown): Block[] {
  return asDicts(structuredClone(blocks)).map((block) => {
    const stored = fillIn(block) as Dict;
    return { ...stored, type: String(stored.type), block_id: String(stored.block_id ?? newToken(5)) };
  });
}

const INTERACTIVE =
  /^(button|workflow_button|overflow|checkboxes|radio_buttons|.*_select|.*picker|.*_input|.*_text_input)$/;

function fillIn(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(fillIn);
  if (!isDict(value)) return value;
  const filled: Dict = {};
  for (const [key, inner] of Object.entries(value)) filled[key] = fillIn(inner);
  if (filled.type === 'plain_text' && typeof filled.text === 'string') filled.emoji ??= true;
  if (filled.type === 'mrkdwn' && typeof filled.text === 'string') filled.verbatim ??= false;
  if (typeof filled.type === 'string' && INTERACTIVE.test(filled.type)) filled.action_id ??= newToken(5);
  return filled;
}
