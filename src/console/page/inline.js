import { el } from './dom.js';
import { sayInstant } from './texts.js';

/** @typedef {import('../protocol.ts').PageInline} PageInline */

/** Text with what stands in it. @param {readonly PageInline[]} text @returns {Node[]} */
export function drawText(text) {
  return text.map(drawInline);
}

/** @param {PageInline} inline @returns {Node} */
function drawInline(inline) {
  switch (inline.type) {
    case 'plain':
      return document.createTextNode(inline.text);
    case 'strong':
      return el('strong', {}, inline.text);
    case 'code':
      return el('code', {}, inline.text);
    case 'person':
      return el('span', { class: 'person' }, `@${inline.text}`);
    case 'instant': {
      const title = sayInstant(inline.at, 'time');
      return el('time', { datetime: inline.at, title }, sayInstant(inline.at, inline.style));
    }
    case 'link':
      return drawLink(inline.text, inline.url);
  }
}

/** Opens beside the page, and tells the other site nothing of us. @param {string} text @param {string} url @param {string} [look] */
export function drawLink(text, url, look = '') {
  return el(
    'a',
    { href: url, target: '_blank', rel: 'noreferrer noopener', ...(look === '' ? {} : { class: look }) },
    text,
  );
}
