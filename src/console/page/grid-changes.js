import { say } from './texts.js';

/**
 * What was ticked and unticked in a grid since it was opened, as a part of a screen says it.
 *
 * @param {readonly import('../protocol.ts').PageField[]} fields
 * @param {import('../protocol.ts').PageValues} values
 * @returns {Extract<import('../protocol.ts').PagePart, { type: 'diff' }>['sides']}
 */
export function sidesOf(fields, values) {
  const grid = fields.find((field) => field.type === 'grid');
  if (grid === undefined) return [];
  /** @param {(wasOn: boolean, isOn: boolean) => boolean} differs */
  const lines = (differs) =>
    grid.rows.flatMap(({ value, label }) => {
      const columns = grid.columns.filter(({ name, initial }) => {
        const chosen = values[name];
        return differs(initial.includes(value), Array.isArray(chosen) && chosen.includes(value));
      });
      return columns.length === 0 ? [] : [`${label}: ${columns.map((column) => column.label).join(', ')}`];
    });
  /** @type {ReturnType<typeof sidesOf>} */
  const sides = [
    { label: say('gains'), sign: '+', names: lines((wasOn, isOn) => !wasOn && isOn) },
    { label: say('loses'), sign: '−', names: lines((wasOn, isOn) => wasOn && !isOn) },
  ];
  return sides.filter(({ names }) => names.length > 0);
}
