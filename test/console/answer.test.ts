import { describe, expect, it } from 'vitest';
import type { Reply } from '#chat/reply.ts';
import type { Screen } from '#chat/screen.ts';
import { type Place, placeOf, stepsOf } from '#console/answer.ts';
import type { From } from '#console/protocol.ts';
import { pageScreen } from '#console/render/screen.ts';

const plain: Screen = { title: 'Users', tone: 'neutral', parts: [] };
const form: Screen = {
  ...plain,
  fields: [],
  form: { name: 'users.add', draft: 'd', submit: 'Add', close: 'Cancel', working: '…' },
};
const typed: Place = { request: 7, kind: 'typed', tab: 'chat', depth: 0, entry: null };
const own: Place = { ...typed, kind: 'entry', entry: { id: 'e1', isShared: false } };
const shared: Place = { ...own, entry: { id: 'e1', isShared: true } };
const dialog: Place = { ...typed, kind: 'dialog', depth: 1 };
const submitted: Place = { ...typed, kind: 'form', depth: 1 };
const home: Place = { ...typed, kind: 'home', tab: 'home' };

type As = Extract<Reply, { type: 'screen' }>['as'];
/** In a word or two, where a screen is shown. */
function shown(place: Place, screen: Screen, as: As, isShared = false): string {
  const [step] = stepsOf(place, [{ type: 'screen', screen, as, shared: isShared }], 'general', pageScreen);
  if (step === undefined) return 'nowhere';
  if (step.to === 'window') return step.event.type === 'modal' ? `dialog ${step.event.how}` : step.event.type;
  if (step.to === 'entry') return 'remove' in step ? 'removed' : 'in the message';
  return step.to === 'room' ? 'new message' : 'everybody';
}

describe('where an answer is shown', () => {
  it.each<[string, Place, Screen, As, string]>([
    ['a typed command', typed, plain, 'new', 'new message'],
    ['a typed command that opens a form', typed, form, 'new', 'dialog open'],
    ['paging an own message', own, plain, 'in_place', 'in the message'],
    ['paging a shared message', shared, plain, 'in_place', 'new message'],
    ['deciding a card that others see too', shared, plain, 'card', 'in the message'],
    ['a form from a message', own, form, 'in_place', 'dialog open'],
    ['a press in a dialog', dialog, plain, 'new', 'dialog open'],
    ['a press that replaces the dialog', dialog, plain, 'in_place', 'dialog replace'],
    ['a press that lays something on it', dialog, plain, 'push', 'dialog open'],
    ['a press that changes the form below', dialog, form, 'below', 'dialog below'],
    ['the result of a form', submitted, plain, 'in_form', 'new message'],
    ['the second step of a form', submitted, form, 'in_form', 'dialog replace'],
    ['the result of a form upon a form', { ...submitted, depth: 2 }, plain, 'in_form', 'dialog replace'],
    [
      'the result of a form from the Users page',
      { ...submitted, tab: 'home' },
      plain,
      'in_form',
      'dialog replace',
    ],
    ['a press on the Users page', home, plain, 'new', 'dialog open'],
    ['paging the Users page', home, plain, 'home', 'home'],
    ['a press in place on the Users page', home, plain, 'in_place', 'home'],
  ])('%s', (_, place, screen, as, expected) => {
    expect(shown(place, screen, as)).toBe(expected);
  });

  it('shares with everybody only what was shared', () => {
    expect(shown(own, plain, 'new', true)).toBe('everybody');
  });

  it('says problems beside the fields, and in general', () => {
    const [step] = stepsOf(
      submitted,
      [{ type: 'errors', fields: { email: 'Not valid.' } }],
      'Please check.',
      pageScreen,
    );
    expect(step).toEqual({
      to: 'window',
      event: { type: 'errors', to: 7, fields: { email: 'Not valid.' }, general: 'Please check.' },
    });
  });

  it('removes an own message that is closed, and no shared one', () => {
    expect(stepsOf(own, [{ type: 'close' }], '', pageScreen)).toEqual([
      { to: 'entry', id: 'e1', remove: true },
    ]);
    expect(stepsOf(shared, [{ type: 'close' }], '', pageScreen)).toEqual([
      { to: 'window', event: { type: 'close', to: 7 } },
    ]);
  });
});

describe('placeOf', () => {
  const from: From = { tab: 'chat', entry: 'e1', depth: 0 };
  const press = { type: 'press' as const, id: 1, action: 'x', selected: [], values: {}, draft: null, from };

  it('knows a message only where the conversation has it', () => {
    expect(placeOf(press, () => ({ id: 'e1', isShared: false })).kind).toBe('entry');
    expect(placeOf(press, () => null).kind).toBe('typed');
  });

  it('looks at dialogs before messages', () => {
    const inDialog = { ...press, from: { ...from, depth: 1 } };
    expect(placeOf(inDialog, () => ({ id: 'e1', isShared: false })).kind).toBe('dialog');
  });
});
