import { html } from 'hono/html';
import { clean, oneLine } from '#chat/clean-text.ts';
import type { Action, Field, Inline, Part, Screen, Text } from '#chat/screen.ts';
import { type Words, wordsFor } from '#words/index.ts';

export type Html = ReturnType<typeof html>;

/**
 * A screen as it stands on a page of ours: what was shown in chat, to be read only. Pure and exhaustive, as the renderers
 * of the platforms are; buttons and fields, which are chat's, are named.
 */
export function screenHtml(screen: Screen): Html {
  const words = wordsFor(screen.language ?? null);
  return html`<h1>${oneLine(screen.title)}</h1>
${each(screen.parts.map((part) => partHtml(words, part)))}
${fieldsHtml(words, screen.fields ?? [])}
${actionsHtml(words, [...(screen.actions ?? []), ...formActions(screen)])}`;
}

function formActions({ form }: Screen): Action[] {
  return form === undefined ? [] : [{ type: 'button', label: form.submit, action: { name: form.name } }];
}

function each(parts: readonly (Html | string)[]): Html {
  return html`${parts}`;
}

function partHtml(words: Words, part: Part): Html | string {
  const { common } = words.screens;
  switch (part.type) {
    case 'text':
      return html`<p${part.style === 'note' ? html` class="note"` : ''}>${textHtml(words, part.text)}</p>`;
    case 'facts':
      return html`<dl>${part.facts.map(
        ({ label, value }) => html`<div><dt>${oneLine(label)}</dt><dd>${textHtml(words, value)}</dd></div>`,
      )}</dl>`;
    case 'users':
      return html`<ul>${part.rows.map(
        (row) =>
          html`<li><strong>${oneLine(row.name)}</strong> ${row.statusLabel}${row.facts.map(
            ({ label, value }) => html`<br>${oneLine(label)}${common.colon} ${textHtml(words, value)}`,
          )}${actionsHtml(words, row.actions ?? [])}</li>`,
      )}</ul>`;
    case 'table':
      return html`<div class="wide"><table><thead><tr>${part.columns.map(
        (column) => html`<th scope="col">${oneLine(column)}</th>`,
      )}</tr></thead><tbody>${part.rows.map(
        (row) => html`<tr>${row.map((cell) => html`<td>${textHtml(words, cell)}</td>`)}</tr>`,
      )}</tbody></table></div>`;
    case 'matrix':
      return html`<div class="wide"><table><thead><tr><td></td>${part.columns.map(
        (column) => html`<th scope="col">${oneLine(column)}</th>`,
      )}</tr></thead><tbody>${part.rows.map(
        ({ label, cells }) =>
          html`<tr><th scope="row">${oneLine(label)}</th>${cells.map(
            (yes) => html`<td>${yes ? words.console.page.yes : words.console.page.no}</td>`,
          )}</tr>`,
      )}</tbody></table></div>`;
    case 'diff':
      return html`${diffSide(part.labels.gained, '+', part.gained)}${diffSide(part.labels.lost, '−', part.lost)}`;
    case 'image':
      // Of another host: named, not loaded.
      return html`<p class="note">${oneLine(part.alt)}</p>`;
    case 'divider':
      return html`<hr>`;
    case 'actions':
      return actionsHtml(words, part.actions);
  }
}

function diffSide(label: string, sign: '+' | '−', names: readonly string[]): Html | string {
  if (names.length === 0) return '';
  const kind = sign === '+' ? 'gained' : 'lost';
  return html`<section class="${kind}"><h2>${oneLine(label)}</h2><ul>${names.map(
    (name) => html`<li>${sign} ${oneLine(name)}</li>`,
  )}</ul></section>`;
}

function textHtml(words: Words, text: Text): Html | string {
  if (typeof text === 'string') return clean(text);
  return each(text.map((inline) => inlineHtml(words, inline)));
}

function inlineHtml(words: Words, inline: Inline): Html | string {
  if (typeof inline === 'string') return clean(inline);
  switch (inline.type) {
    case 'strong':
      return html`<strong>${clean(inline.text)}</strong>`;
    case 'code':
      return html`<code>${clean(inline.text)}</code>`;
    case 'person':
      return html`<strong>${oneLine(inline.name)}</strong>`;
    case 'instant':
      return instantHtml(words, inline.at);
    case 'link':
      return linkHtml(clean(inline.text), inline.url);
  }
}

/** In UTC; the page's script says it in the reader's own zone. */
export function instantHtml({ language }: Pick<Words, 'language'>, at: Date): Html {
  const shown = at.toLocaleString(language, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' });
  return html`<time datetime="${at.toISOString()}">${shown} UTC</time>`;
}

/** Only what a browser opens as a page. */
function linkHtml(text: string, url: string): Html | string {
  if (!/^https?:\/\//.test(url)) return text;
  return html`<a href="${url}" rel="noreferrer">${text}</a>`;
}

/** Links can be followed; what is pressed in chat is named, as nothing else happens on a page. */
function actionsHtml(words: Words, actions: readonly Action[]): Html | string {
  const links = actions.filter((action) => action.type === 'link');
  const others = actions.filter((action) => action.type !== 'link').map(({ label }) => oneLine(label));
  return html`${links.map(({ label, url }) => html`<p class="action">${linkHtml(oneLine(label), url)}</p>`)}${
    others.length === 0 ? '' : html`<p class="note">${words.pages.passkey.inChat} ${others.join(' · ')}</p>`
  }`;
}

function fieldsHtml(words: Words, fields: readonly Field[]): Html | string {
  if (fields.length === 0) return '';
  return html`<dl>${fields.map(
    (field) =>
      html`<div><dt>${oneLine(field.label)}</dt><dd>${initialOf(words, field)}${
        field.hint === undefined ? '' : html` <span class="note">${clean(field.hint)}</span>`
      }</dd></div>`,
  )}</dl>`;
}

function initialOf(words: Words, field: Field): string {
  const { page } = words.console;
  switch (field.type) {
    case 'text':
    case 'long_text':
    case 'email':
      return clean(field.initial ?? '');
    case 'password':
    case 'person':
      return '';
    case 'check':
      return field.initial === true ? page.yes : page.no;
    case 'choice':
      return optionLabels(field.options, field.initial === undefined ? [] : [field.initial]);
    case 'choices':
      return optionLabels(field.options, field.initial ?? []);
  }
}

function optionLabels(
  options: readonly { value: string; label: string }[],
  chosen: readonly string[],
): string {
  return options
    .filter(({ value }) => chosen.includes(value))
    .map(({ label }) => oneLine(label))
    .join(', ');
}
