import { h } from 'preact';

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
  more: ['M4.8 10h.4M9.8 10h.4M14.8 10h.4'],
  copy: ['M7 7h9v9H7zM4 13V4h9'],
  search: ['M9 14.5a5.5 5.5 0 100-11 5.5 5.5 0 000 11zM13 13l4 4'],
  filter: ['M3.5 5.5h13M6 10h8M8.5 14.5h3'],
  plus: ['M10 4.5v11M4.5 10h11'],
  sort: ['M7 4v12M7 16l-3-3M7 16l3-3M13 16V4M13 4l-3 3M13 4l3 3'],
  bell: ['M5.5 13.5V9a4.5 4.5 0 019 0v4.5l1.5 1.5H4zM8.5 17h3'],
});

/** @param {{ name: keyof typeof SHAPES }} props */
export function Icon({ name }) {
  return h(
    'svg',
    { viewBox: '0 0 20 20', class: `icon icon-${name}`, 'aria-hidden': 'true' },
    SHAPES[name].map((d) => h('path', { key: d, d })),
  );
}

/** The product's mark. */
export function Mark() {
  return h(
    'svg',
    { viewBox: '0 0 32 32', class: 'mark', 'aria-hidden': 'true' },
    h('path', { d: 'M16 2.5l11.7 6.75v13.5L16 29.5 4.3 22.75V9.25z', class: 'hexagon' }),
    h('path', { d: 'M11 10.5v11M21 10.5v11M11 16h10', class: 'letter' }),
  );
}

/** A person as a disc with initials: for the eye only, the name stands beside it. @param {{ avatar: import('../protocol.ts').PageAvatar }} props */
export function Avatar({ avatar: { initials, hue } }) {
  return h('span', { class: `avatar hue-${hue}`, 'aria-hidden': 'true' }, initials);
}
