import { LIMITS } from '../limits.ts';
import { boolean, byType, integer, list, object, oneOf, type Rule, string } from './rules.ts';

const type = string();
const style = object(
  {},
  { bold: boolean, code: boolean, italic: boolean, strike: boolean, underline: boolean },
);

const inline: Rule = byType({
  text: object({ type, text: string() }, { style }),
  link: object({ type, url: string() }, { text: string(), unsafe: boolean, style }),
  user: object({ type, user_id: string() }, { style }),
  channel: object({ type, channel_id: string() }, { style }),
  usergroup: object({ type, usergroup_id: string() }, { style }),
  broadcast: object({ type, range: oneOf('here', 'channel', 'everyone') }, { style }),
  emoji: object({ type, name: string() }, { unicode: string(), url: string(), style }),
  color: object({ type, value: string() }, { style }),
  date: object(
    { type, timestamp: integer({ min: 0 }), format: string() },
    { url: string(), fallback: string(), style },
  ),
});

const border = integer({ min: 0, max: 1 });
const section = object({ type: oneOf('rich_text_section'), elements: list(inline, { min: 0 }) });

/** Rich text block (docs.slack.dev: "Rich text block"), also as a cell of a table. */
export const richText: Rule = object(
  {
    type: oneOf('rich_text'),
    elements: list(
      byType({
        rich_text_section: section,
        rich_text_list: object(
          { type, elements: list(section), style: oneOf('bullet', 'ordered') },
          { indent: integer({ min: 0, max: 8 }), border, offset: integer({ min: 0 }) },
        ),
        rich_text_quote: object({ type, elements: list(inline) }, { border }),
        rich_text_preformatted: object({ type, elements: list(inline) }, { border, language: string() }),
      }),
    ),
  },
  { block_id: string({ max: LIMITS.blockId }) },
);
