import type { ContextBlock, KnownBlock, MrkdwnElement, PlainTextElement } from '@slack/types';
import { oneLine, shorten } from '#chat/clean-text.ts';
import type { Fact, Part, Text } from '#chat/screen.ts';
import { LIMITS } from '../limits.ts';
import { actionBlocks } from './actions.ts';
import type { Frame } from './frame.ts';
import { harmless, isHarmless, mrkdwn } from './mrkdwn.ts';
import { inlines, literal, preformatted, richText } from './rich-text.ts';
import { matrix, tableAsText } from './tables.ts';
import { flat, NOTHING, plain } from './text.ts';
import { isPublicImage, picture, userRow } from './users.ts';

/** One part as blocks, on any surface; the one `table` block of a message is made apart. */
export function partBlocks(part: Part, frame: Frame): KnownBlock[] {
  switch (part.type) {
    case 'text':
      return part.style === 'note' ? note(part.text) : richText(inlines(part.text));
    case 'facts':
      return facts(part, frame);
    case 'users':
      return part.rows.flatMap((row) => userRow(row, frame));
    case 'table':
      return tableAsText(part, frame);
    case 'matrix':
      return matrix(part, frame);
    case 'diff':
      return diff(part, frame);
    case 'image':
      return image(part);
    case 'divider':
      return [{ type: 'divider' }];
    case 'actions':
      return actionBlocks(part.actions, frame);
  }
}

/** Small grey text; links and instants only exist in rich text, in italics there. */
function note(text: Text): KnownBlock[] {
  const isPlain =
    typeof text === 'string' || text.every((one) => typeof one === 'string' || one.type === 'strong');
  const flattened = flat(text).trim();
  if (flattened === '') return [];
  if (!isPlain || flattened.length > LIMITS.text / 5) return richText(inlines(text, { italic: true }));
  const context: ContextBlock = { type: 'context', elements: [plain(flattened, LIMITS.text)] };
  return [context];
}

/** A line for each, its label in bold; a picture stands beside the first, as only a context holds a small one. */
function facts(part: Extract<Part, { type: 'facts' }>, frame: Frame): KnownBlock[] {
  const { facts: all, picture: shown } = part;
  const [first, ...rest] = all;
  const image = shown === undefined ? [] : picture(shown, frame.width);
  if (first === undefined || image.length === 0) return factLines(all, frame);
  return [{ type: 'context', elements: [...image, besides(first, frame)] }, ...factLines(rest, frame)];
}

function besides({ label, value }: Fact, { width, colon }: Frame): MrkdwnElement | PlainTextElement {
  const heading = shorten(oneLine(label), width);
  const said = harmless(value);
  if (said !== null && flat(value).length <= width && isHarmless(heading))
    return mrkdwn(`*${heading}${colon}* ${said || NOTHING}`);
  return plain(`${heading}${colon} ${shorten(oneLine(flat(value)), width) || NOTHING}`, LIMITS.text);
}

function factLines(all: readonly Fact[], { width, colon }: Frame): KnownBlock[] {
  return richText(
    all.flatMap(({ label, value }, index) => {
      const shown = inlines(value, {}, width);
      return [
        ...literal(index === 0 ? '' : '\n'),
        ...literal(`${shorten(oneLine(label), width)}${colon} `, { bold: true }),
        ...(shown.length > 0 ? shown : literal(NOTHING)),
      ];
    }),
  );
}

/** Like a diff of files: one line each, so that 160 permissions stay small. */
function diff({ gained, lost, labels }: Extract<Part, { type: 'diff' }>, { width }: Frame): KnownBlock[] {
  const side = (heading: string, sign: string, names: readonly string[]): KnownBlock[] =>
    names.length === 0
      ? []
      : [
          ...richText(literal(oneLine(heading), { bold: true })),
          ...preformatted(names.map((name) => `${sign} ${shorten(oneLine(name), width)}`)),
        ];
  return [...side(labels.gained, '+', gained), ...side(labels.lost, '-', lost)];
}

function image({ url, alt }: Extract<Part, { type: 'image' }>): KnownBlock[] {
  if (!isPublicImage(url)) return richText(literal(oneLine(alt) || NOTHING));
  return [{ type: 'image', image_url: url, alt_text: shorten(oneLine(alt), LIMITS.image.alt) || NOTHING }];
}
