import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Screen } from '#chat/screen.ts';
import { formMessage } from '#discord/render/form-message.ts';
import { renderMessage } from '#discord/render/message.ts';
import { renderModal } from '#discord/render/modal.ts';
import { planModal } from '#discord/render/modal-plan.ts';
import { wordsFor } from '#words/index.ts';
import { checkAgainstSpec, checkMessage, checkModal } from '../support/discord/index.ts';
import { form, matrixPart, name, part, screen, usersPart, usersTable } from './hostile.ts';
import { literalTextOf } from './markdown.ts';

const RUNS = { numRuns: Number(process.env.RUNS ?? 200) };
const words = wordsFor('en');

/** Everything that Discord would refuse in a message, by its limits and by its own description. */
function problemsOf(one: Screen): unknown[] {
  const body = { ...renderMessage(one), allowed_mentions: { parse: [] } };
  return [
    ...checkMessage(body as Parameters<typeof checkMessage>[0], { place: 'channel' }),
    ...checkAgainstSpec('create message', body),
  ];
}

function modalProblems(one: Screen): unknown[] {
  const data = renderModal(one, { words });
  return [
    ...checkModal(data as unknown as Parameters<typeof checkModal>[0]),
    ...checkAgainstSpec('modal response', { type: 9, data }),
  ];
}

describe('any screen', () => {
  it('is a message that Discord takes', () => {
    fc.assert(
      fc.property(screen, (one) => {
        expect(problemsOf(one)).toEqual([]);
      }),
      RUNS,
    );
  });

  it('is a form that Discord takes, and so is the message that stands for it', () => {
    fc.assert(
      fc.property(form, (one) => {
        const { asked } = planModal(one);
        if (asked.length > 0) expect(modalProblems(one)).toEqual([]);
        expect(problemsOf(formMessage(one, words))).toEqual([]);
      }),
      RUNS,
    );
  });

  it('asks every field once, in one step or another', () => {
    fc.assert(
      fc.property(form, (one) => {
        const { asked, settled, later, tooLong } = planModal(one);
        const all = [...asked, ...settled, ...later, ...tooLong].map((field) => field.name).sort();
        expect(all).toEqual((one.fields ?? []).map((field) => field.name).sort());
        if (later.length > 0) expect(asked.some(({ type }) => type === 'password')).toBe(false);
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
          actions: [
            {
              type: 'select',
              label: 'Open',
              action: { name: 'users.show' },
              options: [{ value: 'a', label: 'A' }],
            },
            ...['prev', 'next', 'refresh'].map((action) => ({
              type: 'button' as const,
              label: action,
              action: { name: `users.${action}`, ids: ['0b7c1a52-0000-4000-8000-000000000000'] },
            })),
          ],
        };
        expect(problemsOf(one)).toEqual([]);
      }),
      RUNS,
    );
  });
});

it('fits a select of 300 roles into a message', () => {
  const options = Array.from({ length: 300 }, (_, index) => ({ value: `r${index}`, label: `role ${index}` }));
  const one: Screen = {
    title: 'Roles',
    tone: 'neutral',
    parts: [],
    actions: [{ type: 'select', label: 'Role', action: { name: 'roles.show' }, options }],
  };
  expect(problemsOf(one)).toEqual([]);
});

it('never renders nothing for a part that says something', () => {
  fc.assert(
    fc.property(part, (one) => {
      const isEmpty =
        JSON.stringify({ ...one, picture: undefined }).replace(
          /"(type|style|text|note|facts|actions|rows)"/g,
          '',
        ).length < 30;
      const [container] = renderMessage({ title: 'x', tone: 'neutral', parts: [one] }).components;
      expect(isEmpty || container!.components.length > 1 || 'text' in one || one.type === 'diff').toBe(true);
    }),
    RUNS,
  );
});

it('shows people’s text as it is, whatever markdown is in it', () => {
  fc.assert(
    fc.property(name, name, (title, value) => {
      const one: Screen = {
        title: 'Title',
        tone: 'neutral',
        parts: [
          { type: 'text', text: value },
          { type: 'facts', facts: [{ label: title, value }] },
        ],
      };
      const [container] = renderMessage(one).components;
      for (const each of container!.components) {
        if (!('content' in each)) continue;
        expect(literalTextOf(each.content).problems).toEqual([]);
      }
    }),
    { numRuns: 2_000 },
  );
});
