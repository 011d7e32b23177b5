import { h } from 'preact';
import { useState } from 'preact/hooks';
import { Icon } from './icons.js';
import { say } from './texts.js';

/**
 * Copies a text; nothing where the browser does not let pages copy.
 *
 * @param {{ text: string, label?: string, icon?: 'copy' | 'link', tabIndex?: number }} props
 */
export function CopyButton({ text, label = say('copy'), icon = 'copy', tabIndex = 0 }) {
  const [isCopied, setCopied] = useState(false);
  if (navigator.clipboard === undefined) return null;
  const copy = async (/** @type {Event} */ event) => {
    event.stopPropagation();
    await navigator.clipboard.writeText(text);
    setCopied(true);
  };
  return h(
    'span',
    { class: 'copy-anchor' },
    h(
      'button',
      {
        type: 'button',
        class: 'icon-button copy',
        'aria-label': label,
        title: label,
        tabIndex,
        onClick: copy,
      },
      h(Icon, { name: isCopied ? 'check' : icon }),
    ),
    h('span', { class: 'hidden', role: 'status' }, isCopied ? say('copied') : ''),
  );
}
