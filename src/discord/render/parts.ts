import {
  type APIComponentInContainer,
  type APITextDisplayComponent,
  ComponentType,
  SeparatorSpacingSize,
} from 'discord.js';
import type { Part, Text } from '#chat/screen.ts';
import type { CustomIds } from '../custom-ids.ts';
import { LIMITS } from '../limits.ts';
import { actionRows } from './actions.ts';
import type { Frame } from './frame.ts';
import { diff, matrix, table } from './tables.ts';
import { bold, label, markdown, NOTHING, plain } from './text.ts';
import { isPublicImage, userRows, withPicture } from './users.ts';

/** One part as components of a message. */
export function partComponents(part: Part, frame: Frame, ids: CustomIds): APIComponentInContainer[] {
  switch (part.type) {
    case 'text':
      return texts([part.style === 'note' ? note(part.text, frame) : markdown(part.text, frame.paragraph)]);
    case 'facts':
      return facts(part, frame);
    case 'users':
      return userRows(part.rows, frame, ids);
    case 'table':
      return texts(table(part, frame));
    case 'matrix':
      return texts([matrix(part, frame)]);
    case 'diff':
      return texts(diff(part, frame));
    case 'image':
      return image(part);
    case 'divider':
      return [{ type: ComponentType.Separator, divider: true, spacing: SeparatorSpacingSize.Small }];
    case 'actions':
      return actionRows(part.actions, frame, ids);
  }
}

/** Text displays; none where there is nothing, as Discord refuses empty ones. */
export function texts(contents: readonly string[]): APITextDisplayComponent[] {
  return contents
    .filter((content) => content.trim() !== '')
    .map((content) => ({ type: ComponentType.TextDisplay, content }));
}

/** Small grey text: the mark holds for one line only. */
function note(text: Text, { paragraph }: Frame): string {
  return markdown(text, paragraph)
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => `-# ${line.trimStart()}`)
    .join('\n');
}

function facts(
  { facts: all, picture }: Extract<Part, { type: 'facts' }>,
  frame: Frame,
): APIComponentInContainer[] {
  const lines = texts([factLines(all, frame)]);
  if (picture === undefined || frame.layout === 'dense') return lines;
  return lines.map((text) => withPicture(text, picture));
}

/** A line for each, its label in bold. */
export function factLines(
  facts: Extract<Part, { type: 'facts' }>['facts'],
  { width, colon }: Pick<Frame, 'width' | 'colon'>,
): string {
  return facts
    .map((fact) => `${bold(`${fact.label}${colon}`, width)} ${markdown(fact.value, width) || NOTHING}`)
    .join('\n');
}

function image({ url, alt }: Extract<Part, { type: 'image' }>): APIComponentInContainer[] {
  if (!isPublicImage(url)) return texts([plain(alt, LIMITS.media.description)]);
  const description = label(alt, LIMITS.media.description);
  return [{ type: ComponentType.MediaGallery, items: [{ media: { url }, description }] }];
}
