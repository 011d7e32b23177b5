import type { KnownBlock, TableBlock } from '@slack/types';
import { LIMITS } from '../limits.ts';
import type { Surface } from './text.ts';

/** What a part's renderer knows of the surface that it renders for. */
export interface Frame {
  surface: Surface;
  /** How long a name, label or cell may be; on its own card there is room for the whole. */
  width: number;
  /** What stands between a label and its value, in the language of the screen. */
  colon: string;
}

/** Wide enough for any name (Hexabot keeps 255 characters), then ever less, as far as people can read. */
const WIDTHS = [3_000, 600, 255, 180, 130, 100, 80, 64, 52, 42, 34, 28, 24, 20, 16] as const;

/** Blocks that fit, and the JSON that they were measured by. */
export interface Fitted {
  blocks: KnownBlock[];
  json: string;
}

/**
 * Renders with names as long as fit: where a list's names are so long that Slack would refuse the whole,
 * every name is shortened to the widest width that lets all of them stand. Lists are never cut, so a screen
 * that does not fit at the smallest width is an error of the command that made it: it must show pages.
 */
export function fitted(surface: Surface, colon: string, render: (frame: Frame) => KnownBlock[]): Fitted {
  const allowed = surface === 'message' ? LIMITS.message : LIMITS.view;
  let problem = '';
  for (const width of WIDTHS) {
    const blocks = render({ surface, width, colon });
    const json = JSON.stringify(blocks);
    if (blocks.length > allowed.blocks) problem = `${blocks.length} blocks of at most ${allowed.blocks}`;
    else if (json.length > allowed.size) problem = `${json.length} characters of at most ${allowed.size}`;
    else if (blocks.some(isTableTooLong))
      problem = `a table of more than ${LIMITS.table.characters} characters`;
    else return { blocks, json };
  }
  throw new RangeError(`the screen does not fit a Slack ${surface}: ${problem}; show less on one page`);
}

function isTableTooLong(block: KnownBlock): boolean {
  return block.type === 'table' && tableCharacters(block) > LIMITS.table.characters;
}

function tableCharacters({ rows }: TableBlock): number {
  return rows.flat().reduce((sum, cell) => sum + JSON.stringify(cell).length - 30, 0);
}
