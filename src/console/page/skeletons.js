import { h } from 'preact';
import { say } from './texts.js';

/** What is on its way, by its shape. */
export function TableSkeleton() {
  return h(
    'div',
    { class: 'skeleton', role: 'status' },
    h('span', { class: 'hidden' }, say('homeLoading')),
    h('div', { class: 'bone title' }),
    h(
      'div',
      { class: 'bone-table' },
      Array.from({ length: 8 }, (_, index) =>
        h(
          'div',
          { key: index, class: 'bone-row' },
          h('div', { class: 'bone disc' }),
          h('div', { class: 'bone' }),
          h('div', { class: 'bone short' }),
          h('div', { class: 'bone short' }),
        ),
      ),
    ),
  );
}

export function CardSkeleton() {
  return h(
    'div',
    { class: 'skeleton', role: 'status' },
    h('span', { class: 'hidden' }, say('cardLoading')),
    Array.from({ length: 6 }, (_, index) => h('div', { key: index, class: 'bone' })),
  );
}
