import type { Reply } from '#chat/reply.ts';
import type { Screen } from '#chat/screen.ts';
import type { PageRequest, PageScreen, ServerEvent } from './protocol.ts';
import { pageOptions } from './render/actions.ts';
import { flat } from './render/text.ts';
import type { NewEntry } from './rooms.ts';

/** One thing to be done to show an answer: in the window that asked, in all of them, or in conversations. */
export type Step =
  | { to: 'window'; event: ServerEvent }
  | { to: 'all_windows'; event: ServerEvent }
  | { to: 'room'; add: NewEntry }
  | { to: 'everybody'; add: NewEntry }
  | { to: 'entry'; id: string; replace: NonNullable<NewEntry['screen']> }
  | { to: 'entry'; id: string; remove: true };

/** Where something was done, as far as it decides where the answer is shown. */
export interface Place {
  request: number;
  kind: 'typed' | 'entry' | 'dialog' | 'home' | 'form';
  /** Behind the dialogs. */
  tab: 'chat' | 'home';
  depth: number;
  /** The message that carried what was pressed. */
  entry: { id: string; isShared: boolean } | null;
}

/** `findEntry`: the message of the conversation with this id. */
export function placeOf(
  request: PageRequest,
  findEntry: (id: string | null) => { id: string; isShared: boolean } | null,
): Place {
  const typed: Place = { request: request.id, kind: 'typed', tab: 'chat', depth: 0, entry: null };
  if (request.type === 'home') return { ...typed, kind: 'home', tab: 'home' };
  if (request.type !== 'press' && request.type !== 'submit') return typed;
  const { tab, depth } = request.from;
  if (request.type === 'submit') return { ...typed, kind: 'form', tab, depth };
  if (depth > 0) return { ...typed, kind: 'dialog', tab, depth };
  const entry = findEntry(request.from.entry);
  if (entry !== null) return { ...typed, kind: 'entry', tab, entry };
  return { ...typed, kind: tab === 'home' ? 'home' : 'typed', tab };
}

type Render = (screen: Screen) => PageScreen;

/** How replies (`src/chat/reply.ts`) are shown on the page, their screens drawn by `render`. */
export function stepsOf(place: Place, replies: readonly Reply[], general: string, render: Render): Step[] {
  return replies.map((reply) => stepOf(place, reply, general, render));
}

function stepOf(place: Place, reply: Reply, general: string, render: Render): Step {
  const to = place.request;
  switch (reply.type) {
    case 'screen':
      return screenStep(place, reply, render(reply.screen));
    case 'errors': {
      const said = reply.general === undefined ? general : flat(reply.general);
      return { to: 'window', event: { type: 'errors', to, fields: { ...reply.fields }, general: said } };
    }
    case 'close':
      if (place.kind === 'entry' && place.entry !== null && !place.entry.isShared) {
        return { to: 'entry', id: place.entry.id, remove: true };
      }
      return { to: 'window', event: { type: 'close', to } };
    case 'options':
      return { to: 'window', event: { type: 'options', to, options: pageOptions(reply.options) } };
    case 'refresh_home':
      return { to: 'all_windows', event: { type: 'home_stale' } };
  }
}

function screenStep(place: Place, reply: Extract<Reply, { type: 'screen' }>, screen: PageScreen): Step {
  const isForm = screen.form !== null;
  const isInDialog = place.kind === 'dialog' || place.kind === 'form';
  const dialog = (how: 'open' | 'replace' | 'below'): Step => ({
    to: 'window',
    event: { type: 'modal', to: place.request, how, screen },
  });
  if (reply.as === 'home') return { to: 'window', event: { type: 'home', screen } };
  if (reply.shared) return { to: 'everybody', add: { from: 'hexa', screen, isShared: true } };
  if (reply.as === 'below') return dialog(isInDialog ? 'below' : 'open');
  if (place.kind === 'form') {
    // What came of a form is part of the conversation, unless the form lies upon something else.
    const isDone = !isForm && place.tab === 'chat' && place.depth <= 1 && reply.as !== 'push';
    if (isDone) return { to: 'room', add: { from: 'hexa', screen } };
    return dialog(reply.as === 'push' || reply.as === 'new' ? 'open' : 'replace');
  }
  if (place.kind === 'dialog') {
    const takesItsPlace = reply.as === 'in_place' || reply.as === 'in_form' || reply.as === 'card';
    return dialog(takesItsPlace ? 'replace' : 'open');
  }
  if (isForm) return dialog('open');
  if (place.kind === 'home') {
    return reply.as === 'in_place' ? { to: 'window', event: { type: 'home', screen } } : dialog('open');
  }
  const { entry } = place;
  if (entry !== null && (reply.as === 'card' || (reply.as === 'in_place' && !entry.isShared))) {
    return { to: 'entry', id: entry.id, replace: screen };
  }
  return { to: 'room', add: { from: 'hexa', screen } };
}
