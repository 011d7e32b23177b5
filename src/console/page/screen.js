import { drawActions } from './actions.js';
import { el, icon } from './dom.js';
import { drawField } from './fields.js';
import { drawPart } from './parts.js';

/**
 * @typedef {import('../protocol.ts').PageScreen} PageScreen
 *
 * @typedef {object} Hands what a screen needs to be of use
 * @property {import('./actions.js').Press} press
 * @property {import('./fields.js').Search} search
 *
 * @typedef {object} DrawnScreen
 * @property {HTMLElement} heading
 * @property {HTMLElement[]} parts
 * @property {HTMLElement | null} actions
 * @property {import('./fields.js').DrawnField[]} fields
 */

const TONES = /** @type {const} */ ({ success: 'check', warning: 'warn', refusal: 'lock' });

/** @param {PageScreen} screen @param {Hands} hands @param {'h1' | 'h2'} [level] @returns {DrawnScreen} */
export function drawScreen(screen, { press, search }, level = 'h2') {
  const { tone, title } = screen;
  return {
    heading: el(
      level,
      { class: `heading ${tone}`, tabindex: '-1' },
      tone === 'neutral' ? null : icon(TONES[tone]),
      el('span', {}, title),
    ),
    parts: screen.parts.flatMap((part) => drawPart(part, press) ?? []),
    actions: drawActions(screen.actions, press),
    fields: screen.fields.map((field) => drawField(field, search)),
  };
}

/** What stands in the fields, by name. @param {readonly import('./fields.js').DrawnField[]} fields */
export function valuesOf(fields) {
  return Object.fromEntries(fields.map((field) => [field.name, field.read()]));
}
