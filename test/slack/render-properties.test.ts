import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Part, Screen } from '#chat/screen.ts';
import { renderHome, renderMessage, renderView } from '#slack/render/screen.ts';
import { flat } from '#slack/render/text.ts';
import { pingsOf, validateBlocks, validateView } from '../support/slack/index.ts';
import { form, matrixPart, name, part, screen, usersPart, usersTable } from './hostile.ts';

const RUNS = { numRuns: Number(process.env.RUNS ?? 60), endOnFailure: true };

/**
 * Ours alone: bold around what has no sign of markup in it, mentions of the person who is linked here, and dates.
 * `verbatim`: no address or channel is looked for.
 */
function isOurs(value: object): boolean {
  if (!('verbatim' in value && value.verbatim === true && 'text' in value)) return false;
  const rest = String(value.text)
    .replace(/<!date\^\d+\^\{[a-z_]+\}( \{time\})?\|[0-9: UTC-]+>/g, '')
    .replace(/<@U0ANN>/g, '')
    .replace(/^\*([^*]*):\* /u, '$1')
    .replace(/^\p{Extended_Pictographic} \*([^*]+)\* · /u, '$1');
  return !/[*~`&<>:]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/u.test(rest);
}

/** Everything that Slack parses: mrkdwn objects, and elements that mention or link. */
function markup(value: unknown, found: unknown[] = []): unknown[] {
  if (Array.isArray(value)) for (const one of value) markup(one, found);
  else if (typeof value === 'object' && value !== null) {
    const type = 'type' in value ? value.type : undefined;
    if (type === 'mrkdwn' && isOurs(value)) return found;
    if (type === 'mrkdwn' || type === 'markdown' || type === 'broadcast' || type === 'emoji')
      found.push(value);
    const canHaveEmoji = !('emoji' in value && value.emoji === false);
    if (type === 'plain_text' && canHaveEmoji && 'text' in value && String(value.text).includes(':'))
      found.push(value);
    for (const one of Object.values(value)) markup(one, found);
  }
  return found;
}

/** The text of a rich text link is literal, like its other texts; `pingsOf` does not know that. */
function withoutLinkTexts(value: object): unknown {
  return JSON.parse(
    JSON.stringify(value, (_, one: unknown) =>
      typeof one === 'object' && one !== null && 'type' in one && one.type === 'link' ? null : one,
    ),
  );
}

describe('any screen', () => {
  it('is a message that Slack takes, below its sizes', () => {
    fc.assert(
      fc.property(screen, (one) => {
        const { blocks, text } = renderMessage(one);
        expect(validateBlocks(blocks, 'message')).toEqual([]);
        expect(JSON.stringify(blocks).length).toBeLessThan(13_200);
        expect(text.length).toBeGreaterThan(0);
        expect(text).not.toMatch(/<|>|&(?!(amp|lt|gt);)/);
      }),
      RUNS,
    );
  });

  it('is a modal and a Home tab that Slack takes', () => {
    fc.assert(
      fc.property(screen, (one) => {
        expect(validateView(renderView(one))).toEqual([]);
        expect(validateView(renderHome(one))).toEqual([]);
      }),
      RUNS,
    );
  });

  it('is a form that Slack takes, with 300 roles', () => {
    fc.assert(
      fc.property(form, fc.integer({ min: 1, max: 3 }), (one, revision) => {
        expect(validateView(renderView(one, { revision }))).toEqual([]);
      }),
      RUNS,
    );
  });

  it('has nothing that Slack would parse, whatever people are called', () => {
    fc.assert(
      fc.property(screen, form, (one, other) => {
        for (const rendered of [
          renderMessage(one).blocks,
          renderView(one),
          renderHome(one),
          renderView(other),
        ]) {
          expect(markup(rendered)).toEqual([]);
        }
        // The only mention is that of the person who is meant, by id.
        expect(pingsOf(withoutLinkTexts(renderMessage(one))).filter((id) => id !== 'U0ANN')).toEqual([]);
      }),
      RUNS,
    );
  });
});

describe.each([
  ['a page of users', usersPart],
  ['a page of users as a table', usersTable],
  ['a matrix of 40 models', matrixPart],
])('%s with names of 255 characters', (_, arbitrary) => {
  it('fits a message with title, texts, facts and actions around it', () => {
    const around = fc.record({ title: name, first: name, note: name });
    fc.assert(
      fc.property(arbitrary, around, (main, { title, first, note }) => {
        const one: Screen = {
          title,
          tone: 'neutral',
          parts: [
            { type: 'text', text: first },
            main,
            { type: 'facts', facts: [{ label: 'Users', value: '10/10' }] },
            { type: 'text', text: note, style: 'note' },
          ],
          actions: ['prev', 'next', 'refresh'].map((action) => ({
            type: 'button',
            label: action,
            action: { name: `users.${action}`, ids: ['0b7c1a52-0000-4000-8000-000000000000'] },
          })),
        };
        expect(validateBlocks(renderMessage(one).blocks, 'message')).toEqual([]);
        expect(validateView(renderHome(one))).toEqual([]);
      }),
      RUNS,
    );
  });
});

it('never renders nothing for a part that says something', () => {
  const isEmpty = (one: Part): boolean =>
    (one.type === 'text' && flat(one.text).trim() === '') ||
    (one.type === 'facts' && one.facts.length === 0) ||
    (one.type === 'diff' && one.gained.length + one.lost.length === 0) ||
    (one.type === 'actions' && one.actions.length === 0);
  fc.assert(
    fc.property(part, (one) => {
      fc.pre(!isEmpty(one));
      expect(renderMessage({ title: 'x', tone: 'neutral', parts: [one] }).blocks.length).toBeGreaterThan(1);
    }),
    RUNS,
  );
});
