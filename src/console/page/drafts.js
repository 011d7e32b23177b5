/**
 * What was typed into forms and not sent, in this window until it is closed; never a password.
 *
 * @typedef {import('../protocol.ts').PageField} PageField
 * @typedef {import('../protocol.ts').PageScreen} PageScreen
 * @typedef {import('../protocol.ts').PageValues} PageValues
 */

/** What stands in the fields before anybody types. @param {readonly PageField[]} fields @returns {PageValues} */
export function initialValues(fields) {
  return Object.fromEntries(
    fields.flatMap((field) => {
      if (field.type === 'grid') return field.columns.map(({ name, initial }) => [name, initial]);
      return [[field.name, 'initial' in field ? (field.initial ?? '') : '']];
    }),
  );
}

/** @param {readonly PageField[]} fields @param {PageValues} values */
export function isTouched(fields, values) {
  const initial = initialValues(fields);
  return Object.keys(initial).some((name) => said(initial[name]) !== said(values[name]));
}

/** The order of what is chosen says nothing. @param {PageValues[string] | undefined} value */
function said(value) {
  return JSON.stringify(Array.isArray(value) ? [...value].sort() : value);
}

/** The same form about the same thing, for the same person. @param {PageScreen} screen @param {string} person */
export function draftKey({ form, title, parts }, person) {
  const about = parts.filter(({ type }) => type === 'facts');
  return form === null ? null : `hexa.draft ${JSON.stringify([person, form.name, title, about])}`;
}

/** One question of a guided conversation. @param {import('../protocol.ts').Question} question @param {string} person */
export function questionKey({ field, progress }, person) {
  return `hexa.draft ${JSON.stringify([person, 'question', field?.name, progress])}`;
}

/** @param {string} key @param {readonly PageField[]} fields @param {PageValues} values */
export function keepDraft(key, fields, values) {
  if (!isTouched(fields, values)) return sessionStorage.removeItem(key);
  const secret = new Set(fields.filter(({ type }) => type === 'password').map(({ name }) => name));
  const kept = Object.entries(values).filter(([name]) => !secret.has(name));
  sessionStorage.setItem(key, JSON.stringify(Object.fromEntries(kept)));
}

/** What was kept for these fields; null: nothing. @param {string} key @param {readonly PageField[]} fields @returns {PageValues | null} */
export function findDraft(key, fields) {
  const kept = sessionStorage.getItem(key);
  if (kept === null) return null;
  const initial = initialValues(fields);
  const read = Object.entries(JSON.parse(kept)).filter(([name]) => name in initial);
  const values = { ...initial, ...Object.fromEntries(read) };
  return isTouched(fields, values) ? values : null;
}

/** @param {string} key */
export function dropDraft(key) {
  sessionStorage.removeItem(key);
}
