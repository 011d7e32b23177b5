import { h } from 'preact';
import { useContext, useLayoutEffect, useRef } from 'preact/hooks';
import { Avatar, Icon } from './icons.js';
import { PageContext } from './page-context.js';
import { BodyOnUsers, Heading } from './screen.js';
import { CardSkeleton } from './skeletons.js';
import { say } from './texts.js';
import { usersOf } from './users-part.js';

/** One user beside the table, or over it on a phone. Escape closes it. @param {{ card: { user: string, screen: import('../protocol.ts').PageScreen | null } }} props */
export function UserCard({ card: { user, screen } }) {
  const page = useContext(PageContext);
  const element = useRef(/** @type {HTMLElement | null} */ (null));
  const opener = useRef(/** @type {Element | null} */ (null));
  const isThere = screen !== null;
  const row = usersOf(page.users)?.rows.find(({ details }) => details?.id === user);
  useLayoutEffect(() => {
    opener.current = document.activeElement;
    return () => {
      if (opener.current instanceof HTMLElement && opener.current.isConnected) opener.current.focus();
    };
  }, []);
  useLayoutEffect(() => {
    const heading = element.current?.querySelector('.heading');
    if (isThere && heading instanceof HTMLElement) heading.focus({ preventScroll: true });
  }, [user, isThere]);
  const close = () => page.go({ user: null });
  return h(
    'aside',
    {
      ref: element,
      class: 'user-card',
      'aria-label': screen?.title ?? say('cardLoading'),
      onKeyDown: (event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) close();
      },
    },
    h(
      'header',
      {},
      row !== undefined && h(Avatar, { avatar: row.avatar }),
      screen === null ? h('span', {}) : h(Heading, { screen }),
      h(
        'button',
        {
          type: 'button',
          class: 'icon-button',
          'aria-label': say('close'),
          title: say('close'),
          onClick: close,
        },
        h(Icon, { name: 'close' }),
      ),
    ),
    screen === null ? h(CardSkeleton, {}) : h('div', { class: 'user-card-body' }, h(BodyOnUsers, { screen })),
  );
}
