import { h } from 'preact';
import { useContext } from 'preact/hooks';
import { Actions } from './actions.js';
import { Field } from './fields.js';
import { Icon } from './icons.js';
import { PageContext } from './page-context.js';
import { Part } from './parts.js';

/** @typedef {import('../protocol.ts').PageScreen} PageScreen */

const TONES = /** @type {const} */ ({ success: 'check', warning: 'warn', refusal: 'lock' });

/** @param {{ screen: PageScreen, level?: 'h1' | 'h2', id?: string }} props */
export function Heading({ screen: { tone, title }, level = 'h2', id }) {
  return h(
    level,
    { class: `heading ${tone}`, tabIndex: -1, id },
    tone !== 'neutral' && h(Icon, { name: TONES[tone] }),
    h('span', {}, title),
  );
}

/** @param {{ screen: PageScreen, press: import('./actions.js').Press }} props */
export function Parts({ screen, press }) {
  return screen.parts.map((part, index) => h(Part, { key: `${index} ${part.type}`, part, press }));
}

/** All of a screen below its heading. @param {{ screen: PageScreen, press: import('./actions.js').Press } & Omit<import('./fields.js').FieldProps, 'field'>} props */
export function Body({ screen, press, ...fields }) {
  return [
    h(Parts, { key: 'parts', screen, press }),
    screen.fields.map((field) => h(Field, { key: field.name, field, ...fields })),
    h(Actions, { key: 'actions', actions: screen.actions, press }),
  ];
}

/** The same on the Users page, where screens have nothing to fill in. @param {{ screen: PageScreen }} props */
export function BodyOnUsers({ screen }) {
  const page = useContext(PageContext);
  return h(Body, {
    screen,
    values: {},
    problems: {},
    onValue: () => {},
    press: (action, selected) => page.pressOnUsers(action, selected),
    search: page.search,
  });
}
