import { entities } from './sketch-slack.ts';
import { asDict, asDicts, asString, type Dict } from './support/slack/types.ts';

/** How Discord draws components, near enough to judge order, length and what is cut. */
export function sketchDiscord(components: readonly object[]): string {
  return asDicts(components).map(component).join('');
}

const tag = (name: string, content: string, kind = ''): string =>
  `<${name} class="${kind}">${content}</${name}>`;
const STYLES = ['', 'primary', '', 'success', 'danger', ''];

function component(one: Dict): string {
  const inside = asDicts(one.components).map(component).join('');
  switch (one.type) {
    case 17:
      return tag('div', inside, 'container');
    case 10:
      return tag('div', markdown(asString(one.content)), 'text');
    case 9:
      return tag('div', tag('div', inside, 'grow') + component(asDict(one.accessory)), 'section');
    case 1:
      return tag('div', inside, 'actions');
    case 2:
      return tag(
        'span',
        entities(asString(one.label)),
        `button ${STYLES[Number(one.style)] ?? ''} ${one.disabled === true ? 'off' : ''}`,
      );
    case 3:
      return tag('span', `${entities(asString(one.placeholder)) || 'Choose…'} ▾`, 'button wide');
    case 11:
      return '<span class="avatar large"></span>';
    case 14:
      return '<hr>';
    case 18:
      return tag(
        'div',
        tag('b', entities(asString(one.label))) +
          tag('small', entities(asString(one.description))) +
          component(asDict(one.component)),
        'input',
      );
    case 4:
      return tag('div', entities(asString(one.value)) || '&nbsp;', 'field');
    default:
      return '';
  }
}

function markdown(text: string): string {
  return entities(text)
    .replace(/```(?:diff)?\n([\s\S]*?)\n```/g, '<pre>$1</pre>')
    .replace(/^### (.*)$/gm, '<h1>$1</h1>')
    .replace(/^-# (.*)$/gm, '<small>$1</small>')
    .replace(/\*\*(.+?)\*\*/g, '<b>$1</b>')
    .replace(/`([^`]+)`/g, '<code>$1</code>')
    .replace(/&#60;t:(\d+):\w&#62;/g, (_, seconds: string) =>
      new Date(Number(seconds) * 1000).toDateString().slice(4),
    )
    .replace(/\\([^\w\s])/g, '$1')
    .replaceAll('\n', '<br>');
}
