import type { ContextBlock, KnownBlock, SectionBlock } from '@slack/types';
import { oneLine, shorten } from '#chat/clean-text.ts';
import { hasPublicHost } from '#chat/public-host.ts';
import type { Fact, Picture, Text, UserRow } from '#chat/screen.ts';
import { STATUS_MARKS } from '#chat/status-mark.ts';
import { LIMITS } from '../limits.ts';
import { accessory, actionBlocks, disabledNotes } from './actions.ts';
import type { Frame } from './frame.ts';
import { harmless, isHarmless, mrkdwn } from './mrkdwn.ts';
import { inlines, literal, richText } from './rich-text.ts';
import { escapeMarkup, flat, NOTHING, plain, shortenForEscaping } from './text.ts';

/** One user, led by the name: what can be done at the right where a menu holds it, picture and dates below in grey. */
export function userRow(row: UserRow, frame: Frame): KnownBlock[] {
  const actions = row.actions ?? [];
  const corner = accessory(actions, frame);
  const short = shortened(row, frame);
  const text = `${short.mark} ${short.name} · ${short.rest}`;
  if (corner !== null && escapeMarkup(text).length <= LIMITS.text) {
    // A section is the only block with a corner, and its text cannot be rich.
    const section: SectionBlock = {
      type: 'section',
      text: isHarmless(text)
        ? mrkdwn(`${short.mark} *${short.name}* · ${short.rest}`)
        : plain(text, LIMITS.text),
      accessory: corner,
    };
    return [section, ...disabledNotes(actions, frame), ...smallPrint(row, frame)];
  }
  return [...described(row, frame), ...smallPrint(row, frame), ...actionBlocks(actions, frame)];
}

function shortened({ name, status, statusLabel, facts }: UserRow, { width }: Frame) {
  const short = (text: Text): string => shortenForEscaping(oneLine(flat(text)), width);
  const values = facts.map(({ value }) => short(value) || NOTHING).join(' · ');
  const label = oneLine(statusLabel);
  return {
    mark: STATUS_MARKS[status],
    name: short(name) || NOTHING,
    rest: values === '' ? label : `${label}\n${values}`,
  };
}

function described({ name, status, statusLabel, facts }: UserRow, { width }: Frame): KnownBlock[] {
  return richText([
    ...literal(`${STATUS_MARKS[status]} `),
    ...literal(shorten(oneLine(name), width) || NOTHING, { bold: true }),
    ...literal(` · ${oneLine(statusLabel)}`),
    ...facts.flatMap(({ value }, index) => {
      const shown = inlines(value, {}, width);
      return [...literal(index === 0 ? '\n' : ' · '), ...(shown.length > 0 ? shown : literal(NOTHING))];
    }),
  ]);
}

/** Where names have to be shorter than this, the room that pictures take (150 characters) goes to them. */
const PICTURES_FROM = 42;

/** Picture, ID and dates: a context is the only block in grey. */
function smallPrint({ name, avatar, smallPrint: details = [] }: UserRow, { width }: Frame): ContextBlock[] {
  const text = detailsText(details, width);
  const elements = [...picture({ url: avatar, name }, width), ...(text === null ? [] : [text])];
  return elements.length === 0 ? [] : [{ type: 'context', elements }];
}

/** For a context: none where Slack, which fetches pictures itself, could not reach it, or there is no room. */
export function picture({ url, name }: Picture, width: number): ContextBlock['elements'] {
  if (url === null || !isPublicImage(url) || width < PICTURES_FROM) return [];
  const alt = shorten(oneLine(name), Math.min(width, LIMITS.image.alt)) || NOTHING;
  return [{ type: 'image', image_url: url, alt_text: alt }];
}

function detailsText(details: readonly Fact[], width: number) {
  if (details.length === 0) return null;
  const parts = details.map(
    ({ label, value }): Text => [`${label} `, ...(typeof value === 'string' ? [value] : value)],
  );
  const marked = parts.map((part) => harmless(part));
  if (!marked.includes(null)) return mrkdwn(marked.join(' · '));
  return plain(parts.map((part) => shorten(oneLine(flat(part)), width)).join(' · '), LIMITS.text);
}

/** Whether Slack, which loads pictures itself, can reach it. */
export function isPublicImage(url: string): boolean {
  return (
    url.length <= LIMITS.image.url &&
    url.startsWith('https:') &&
    hasPublicHost(url) &&
    !RESERVED.test(new URL(url).hostname)
  );
}

const RESERVED = /\.(test|invalid|example)$/;
