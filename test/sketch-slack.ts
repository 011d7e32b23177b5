import { asDict, asDicts, asString, type Dict } from './support/slack/types.ts';

/** How Slack draws blocks, near enough to judge order, length and what is cut. Styles are in sketches.css. */
export function sketchSlack(blocks: readonly object[]): string {
  return asDicts(blocks).map(block).join('');
}

/** As text; the marks of statuses as dots, which this machine's fonts may not have. */
export const entities = (text: string): string =>
  marked(text.replace(/[&<>"]/g, (one) => `&#${one.charCodeAt(0)};`));

const COLOURS: Record<string, string> = {
  '🟢': '#2ea043',
  '🟡': '#d29922',
  '🔴': '#cf222e',
  '⚪': '#afb8c1',
};
/** A tick in a box, as Slack and Discord draw it: no disc, which is the mark of an active user. */
const SIGNS: Record<string, string> = { '✅': 'tick', '⛔': 'stop' };
const marked = (text: string): string =>
  text
    .replace(/🟢|🟡|🔴|⚪/gu, (mark) => `<span class="mark" style="background:${COLOURS[mark]}"></span>`)
    .replace(/✅|⛔/gu, (sign) => `<span class="sign ${SIGNS[sign]}">${sign === '✅' ? '✓' : '–'}</span>`);

const tag = (name: string, content: string, kind = ''): string =>
  `<${name} class="${kind}">${content}</${name}>`;

function block(one: Dict): string {
  const elements = asDicts(one.elements).map(element).join('');
  switch (one.type) {
    case 'header':
      return tag('h1', text(asDict(one.text)));
    case 'section':
      return tag(
        'div',
        tag('div', text(asDict(one.text)), 'grow') + element(asDict(one.accessory)),
        'section',
      );
    case 'context':
      return tag('div', elements, 'context');
    case 'actions':
      return tag('div', elements, 'actions');
    case 'divider':
      return '<hr>';
    case 'image':
      return '<div class="picture"></div>';
    case 'input':
      return tag(
        'div',
        tag('b', text(asDict(one.label))) +
          element(asDict(one.element)) +
          tag('small', text(asDict(one.hint))),
        'input',
      );
    case 'table':
      return tag(
        'div',
        tag(
          'table',
          (one.rows as Dict[][])
            .map((row) => tag('tr', row.map((cell) => tag('td', rich(cell))).join('')))
            .join(''),
        ),
        'scroll',
      );
    default:
      return tag('div', rich(one), 'rich');
  }
}

function text(one: Dict): string {
  const raw = asString(one.text)
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replace(/<!date\^(\d+)\^[^|]*\|([^>]*)>/g, (_, seconds: string) => date(Number(seconds)));
  const shown = entities(raw).replaceAll('\n', '<br>');
  if (one.type !== 'mrkdwn') return shown;
  return shown
    .replace(/\*([^*]+)\*/g, '<b>$1</b>')
    .replace(/&#60;@(\w+)&#62;/g, (_, user: string) => tag('span', `@${user}`, 'mention'));
}

const date = (seconds: number): string =>
  new Date(seconds * 1000).toLocaleDateString('en', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  });

function element(one: Dict): string {
  const label = text(asDict(one.text));
  switch (one.type) {
    case 'button':
      return tag('span', label, `button ${asString(one.style)}`);
    case 'overflow':
      return tag('span', '⋯', 'button more');
    case 'image':
      return '<span class="avatar"></span>';
    case 'plain_text':
    case 'mrkdwn':
      return tag('span', text(one));
    case 'plain_text_input':
      return tag(
        'div',
        entities(asString(one.initial_value)) || text(asDict(one.placeholder)) || '&nbsp;',
        'field',
      );
    case undefined:
      return '';
    default: {
      const chosen = [one.initial_option, ...asDicts(one.initial_options)].map((option) =>
        text(asDict(asDict(option).text)),
      );
      const shown = chosen.filter((each) => each !== '').join(', ') || text(asDict(one.placeholder));
      return tag('span', `${shown || 'Choose…'} ▾`, 'button select');
    }
  }
}

function rich(part: Dict): string {
  switch (part.type) {
    case 'raw_text':
      return entities(asString(part.text));
    case 'text': {
      const style = asDict(part.style);
      const shown = entities(asString(part.text)).replaceAll('\n', '<br>');
      if (style.code === true) return tag('code', shown);
      return style.bold === true ? tag('b', shown) : style.italic === true ? tag('i', shown) : shown;
    }
    case 'user':
      return tag('span', `@${entities(asString(part.user_id))}`, 'mention');
    case 'link':
      return tag('u', entities(asString(part.text)));
    case 'date':
      return date(Number(part.timestamp));
    case 'rich_text_preformatted':
      return tag('pre', asDicts(part.elements).map(rich).join(''));
    default:
      return asDicts(part.elements).map(rich).join('');
  }
}
