/**
 * Makes an element. Text from anybody becomes text nodes; nothing here or elsewhere parses HTML.
 *
 * @typedef {Node | string | null | undefined | false} Child
 * @typedef {{ class?: string | null, on?: Record<string, (event: any) => void> } & Record<string, unknown>} Props
 */

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Props} [props] attributes; `true` sets one without a value, `false`, null and undefined leave it out
 * @param {...(Child | Child[])} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function el(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (name === 'on') {
      for (const [type, listener] of Object.entries(props.on ?? {})) element.addEventListener(type, listener);
    } else if (value === true) element.setAttribute(name, '');
    else if (value !== false && value !== null && value !== undefined)
      element.setAttribute(name, String(value));
  }
  append(element, children);
  return element;
}

/** @param {Element} parent @param {(Child | Child[])[]} children */
export function append(parent, children) {
  for (const child of children.flat()) if (child) parent.append(child);
}

/** @param {Element} parent @param {...(Child | Child[])} children */
export function fill(parent, ...children) {
  parent.replaceChildren();
  append(parent, children);
}

let last = 0;

/** An id for labels and descriptions. @param {string} prefix */
export function newId(prefix) {
  last += 1;
  return `${prefix}-${last}`;
}

const SHAPES = /** @type {const} */ ({
  close: ['M5 5l10 10M15 5L5 15'],
  send: ['M4 10h11M10.5 5l5 5-5 5'],
  down: ['M5.5 8l4.5 4.5L14.5 8'],
  mail: ['M3 5.5h14v9.5H3zM3 6l7 5.5L17 6'],
  check: ['M4.5 10.5l3.5 3.5 7.5-8'],
  warn: ['M10 3.5l7.2 13H2.8zM10 8.5v3.6M10 14.2v.2'],
  lock: ['M5 9.5h10v7H5zM7 9.5V7a3 3 0 016 0v2.5'],
  link: ['M8.5 11.5l3-3M7 9L5 11a2.8 2.8 0 004 4l2-2M13 11l2-2a2.8 2.8 0 00-4-4L9 7'],
  out: ['M11 4h5v5M16 4l-7 7M13 11.5V16H4V7h4.5'],
});

/** @param {keyof typeof SHAPES} name */
export function icon(name) {
  const ns = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(ns, 'svg');
  svg.setAttribute('viewBox', '0 0 20 20');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  for (const d of SHAPES[name]) {
    const path = document.createElementNS(ns, 'path');
    path.setAttribute('d', d);
    svg.append(path);
  }
  return svg;
}

/** The product's mark. */
export function mark() {
  const ns = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(ns, 'svg');
  svg.setAttribute('viewBox', '0 0 32 32');
  svg.setAttribute('class', 'mark');
  svg.setAttribute('aria-hidden', 'true');
  for (const [d, name] of [
    ['M16 2.5l11.7 6.75v13.5L16 29.5 4.3 22.75V9.25z', 'hexagon'],
    ['M11 10.5v11M21 10.5v11M11 16h10', 'letter'],
  ]) {
    const path = document.createElementNS(ns, 'path');
    path.setAttribute('d', d ?? '');
    path.setAttribute('class', name ?? '');
    svg.append(path);
  }
  return svg;
}

/** A person as a disc with initials: for the eye only, the name stands beside it. @param {import('../protocol.ts').PageAvatar} avatar */
export function avatarDisc({ initials, hue }) {
  return el('span', { class: `avatar hue-${hue}`, 'aria-hidden': 'true' }, initials);
}
