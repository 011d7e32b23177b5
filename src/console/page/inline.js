import { h } from 'preact';
import { CopyButton } from './copy-button.js';
import { sayInstant } from './texts.js';

/** @typedef {import('../protocol.ts').PageInline} PageInline */

/** Whole ids of rows are there to be copied. */
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Text with what stands in it. @param {{ text: readonly PageInline[] }} props */
export function Text({ text }) {
  return text.map((inline, index) => h(Inline, { key: index, inline }));
}

/** @param {{ inline: PageInline }} props */
function Inline({ inline }) {
  switch (inline.type) {
    case 'plain':
      return inline.text;
    case 'strong':
      return h('strong', {}, inline.text);
    case 'code':
      if (!ID.test(inline.text)) return h('code', {}, inline.text);
      return h('span', { class: 'copied' }, h('code', {}, inline.text), h(CopyButton, { text: inline.text }));
    case 'person':
      return h('span', { class: 'person' }, `@${inline.text}`);
    case 'instant':
      return h(
        'time',
        { dateTime: inline.at, title: sayInstant(inline.at, 'time') },
        sayInstant(inline.at, inline.style),
      );
    case 'link':
      return h(Link, { label: inline.text, url: inline.url });
  }
}

/** Opens beside the page, and tells the other site nothing of us. @param {{ label: string, url: string, look?: string }} props */
export function Link({ label, url, look }) {
  return h('a', { href: url, target: '_blank', rel: 'noreferrer noopener', class: look }, label);
}

/** What a text says, for titles. @param {readonly PageInline[]} text */
export function plain(text) {
  return text
    .map((inline) => (inline.type === 'instant' ? sayInstant(inline.at, inline.style) : inline.text))
    .join('');
}
