import { h } from 'preact';
import { useContext, useState } from 'preact/hooks';
import { Icon } from './icons.js';
import { PageContext } from './page-context.js';
import { say } from './texts.js';
import { usersOf } from './users-part.js';

const SEEN = 'hexa.greeted';

/** Three things to try, at the first visit to the demo. */
export function Greeting() {
  const page = useContext(PageContext);
  const { people, isDemo } = page.session;
  const [isSeen, setSeen] = useState(localStorage.getItem(SEEN) !== null);
  const part = usersOf(page.users);
  if (!isDemo || isSeen || part === null) return null;
  const other = people.find(({ id }) => id !== page.me.id);
  const waiting = part.table.waiting.requests[0];
  const done = () => {
    localStorage.setItem(SEEN, 'yes');
    setSeen(true);
  };
  return h(
    'section',
    { class: 'greeting', 'aria-labelledby': 'greeting' },
    h(
      'div',
      { class: 'greeting-head' },
      h('h2', { id: 'greeting' }, say('greeting')),
      h(
        'button',
        { type: 'button', class: 'icon-button', 'aria-label': say('close'), onClick: done },
        h(Icon, { name: 'close' }),
      ),
    ),
    h('p', { class: 'note' }, say('greetingNote')),
    h(
      'div',
      { class: 'row' },
      waiting !== undefined &&
        h(
          'button',
          { type: 'button', class: 'button plain', onClick: () => void page.pressOnUsers(waiting.open) },
          say('tryDecide'),
        ),
      h(
        'button',
        {
          type: 'button',
          class: 'button plain',
          onClick: () => void page.pressOnUsers(part.table.add.action),
        },
        say('tryAdd'),
      ),
      other !== undefined &&
        h(
          'a',
          { class: 'button plain', href: `/console?as=${encodeURIComponent(other.id)}`, target: '_blank' },
          `${say('tryOther')} ${other.name}`,
        ),
    ),
  );
}
