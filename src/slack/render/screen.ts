import type { HomeView, KnownBlock, ModalView } from '@slack/types';
import { encodeAction } from '#chat/action-ref.ts';
import { oneLine } from '#chat/clean-text.ts';
import type { ActionRef, Part, Screen, Tone } from '#chat/screen.ts';
import { spoken } from '#chat/spoken.ts';
import { wordsFor } from '#words/index.ts';
import { LIMITS } from '../limits.ts';
import { encodeMetadata, type ViewMetadata } from '../view-metadata.ts';
import { actionBlocks } from './actions.ts';
import { fieldBlock, searchBlocks } from './fields.ts';
import { type Fitted, type Frame, fitted } from './frame.ts';
import { partBlocks } from './parts.ts';
import { literal, richText } from './rich-text.ts';
import { fitsTableBlock, tableBlock } from './tables.ts';
import { escapeWithin, flat, label, NOTHING } from './text.ts';

/** Between labels and values, as the language of the screen has it. */
function colonOf({ language = null }: { language?: string | null }): string {
  return wordsFor(language).screens.common.colon;
}

const MARKS: Record<Tone, string> = { neutral: '', success: '✅ ', warning: '⚠️ ', refusal: '⛔ ' };

/** A message as Slack's API takes it. */
export interface RenderedMessage {
  text: string;
  blocks: KnownBlock[];
}

/** The same with its blocks as JSON. */
export interface WrittenMessage {
  text: string;
  blocks: string;
}

/**
 * A screen as a message. `text` says the same to notifications and screen readers.
 * Throws RangeError where the screen is too much for one message (see `fitted`).
 */
export function renderMessage(screen: Screen): RenderedMessage {
  return { text: summary(screen), blocks: messageBlocks(screen).blocks };
}

/** The same as JSON, which has been made to measure the blocks: making it takes a quarter as long as all the rest. */
export function writeMessage(screen: Screen): WrittenMessage {
  return { text: summary(screen), blocks: messageBlocks(screen).json };
}

function messageBlocks(screen: Screen): Fitted {
  return fitted('message', colonOf(screen), (frame) => {
    const table = screen.parts.find((part) => part.type === 'table' && fitsTableBlock(part));
    return headed(screen, [
      ...body(screen, frame, 1, table),
      ...(table?.type === 'table' ? [tableBlock(table, frame)] : []),
    ]);
  });
}

/** `revision` counts how often this form was shown anew with other initial values (see field-ids.ts). */
export interface ViewOptions {
  revision?: number;
  /** The same of the form that it is laid upon. */
  below?: number;
  /** What the Home tab shows that it was opened from. */
  home?: ActionRef | null;
}

/** A screen as a modal; a form when it has one. Throws RangeError where it is too much for one view. */
export function renderView(
  screen: Screen,
  { revision = 1, below = 1, home = null }: ViewOptions = {},
): ModalView {
  const title = oneLine(screen.shortTitle ?? screen.title);
  const isWhole =
    title === oneLine(screen.title) && title.length <= LIMITS.view.title && screen.tone === 'neutral';
  const whole = richText(literal(MARKS[screen.tone] + (oneLine(screen.title) || NOTHING), { bold: true }));
  const { blocks } = fitted('modal', colonOf(screen), (frame) => {
    const content = body(screen, frame, revision);
    // A view without a block is refused, and a title may be cut.
    return isWhole && content.length > 0 ? content : [...whole, ...content];
  });
  return {
    type: 'modal',
    title: label(title, LIMITS.view.title),
    blocks,
    ...formOf(screen, blocks, { below, home }),
  };
}

/**
 * A screen as somebody's Home tab. Its fields narrow what is listed, so they stand in its own place for them, or above
 * everything. Throws RangeError where it is too much for one view.
 */
export function renderHome(
  { fields = [], ...screen }: Screen,
  { revision = 1 }: { revision?: number } = {},
): HomeView {
  const { parts } = screen;
  const at = parts.findIndex((part) => part.type === 'actions' && part.fields === true);
  const row = at === -1 ? null : (parts[at] as Extract<Part, { type: 'actions' }>);
  const { blocks } = fitted('home', colonOf(screen), (frame) =>
    headed(screen, [
      ...parts.slice(0, Math.max(at, 0)).flatMap((part) => partBlocks(part, frame)),
      ...(row === null
        ? fields.flatMap((field) => fieldBlock(field, revision, frame.colon))
        : searchBlocks(fields, row.actions, { revision, frame })),
      ...body({ ...screen, parts: parts.slice(at + 1) }, frame, revision),
    ]),
  );
  const metadata = encodeMetadata({ draft: null, below: 1, home: screen.shows ?? null });
  return { type: 'home', blocks, ...(metadata === '' ? {} : { private_metadata: metadata }) };
}

function formOf(
  { form, title }: Screen,
  blocks: readonly KnownBlock[],
  { below, home }: Pick<ViewMetadata, 'below' | 'home'>,
): Partial<ModalView> {
  if (form === undefined) {
    if (blocks.some(({ type }) => type === 'input'))
      throw new Error(`the screen "${title}" has fields but no form`);
    const metadata = encodeMetadata({ draft: null, below, home });
    return metadata === '' ? {} : { private_metadata: metadata };
  }
  return {
    callback_id: encodeAction({ name: form.name }),
    private_metadata: encodeMetadata({ draft: form.draft, below, home }),
    submit: label(form.submit, LIMITS.view.button),
    close: label(form.close, LIMITS.view.button),
  };
}

function headed({ title, tone }: Screen, blocks: KnownBlock[]): KnownBlock[] {
  if (title === '' && blocks.length > 0) return blocks;
  return [{ type: 'header', text: label(MARKS[tone] + title, LIMITS.header) }, ...blocks];
}

function body(screen: Screen, frame: Frame, revision: number, leftOut?: Part): KnownBlock[] {
  return [
    ...screen.parts.filter((part) => part !== leftOut).flatMap((part) => partBlocks(part, frame)),
    ...(screen.fields ?? []).flatMap((field) => fieldBlock(field, revision, frame.colon)),
    ...actionBlocks(screen.actions ?? [], frame),
  ];
}

/** The title first, as it is all that a lock screen shows; then what the blocks say, as far as there is room. */
export function summary(screen: Screen): string {
  const lines = [MARKS[screen.tone] + oneLine(screen.title), ...spoken(screen, colonOf(screen), flat)];
  return escapeWithin(lines.join('\n').trim(), LIMITS.message.text) || NOTHING;
}
