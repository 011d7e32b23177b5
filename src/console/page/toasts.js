import { h } from 'preact';
import { useContext } from 'preact/hooks';
import { Actions } from './actions.js';
import { Icon } from './icons.js';
import { PageContext } from './page-context.js';
import { Part } from './parts.js';
import { Heading } from './screen.js';
import { say } from './texts.js';

/** What was done, said in passing: it stays until it is closed, as Undo is there for minutes. */
export function Toasts() {
  const page = useContext(PageContext);
  const { dialogs } = page;
  return h(
    'div',
    { class: 'toasts', role: 'status' },
    dialogs.told.map(({ id, screen }) => {
      const texts = screen.parts.filter(({ type }) => type === 'text');
      const details = screen.parts.filter(({ type }) => type !== 'text');
      /** @type {import('./actions.js').Press} */
      const press = async (action, selected) => {
        dialogs.dismiss(id);
        await page.pressOnUsers(action, selected);
      };
      return h(
        'section',
        { key: id, class: `toast ${screen.tone}` },
        h(Heading, { screen }),
        h(
          'button',
          {
            type: 'button',
            class: 'icon-button',
            'aria-label': say('close'),
            onClick: () => dialogs.dismiss(id),
          },
          h(Icon, { name: 'close' }),
        ),
        texts.map((part, index) => h(Part, { key: index, part, press })),
        details.length > 0 &&
          h(
            'details',
            {},
            h('summary', {}, say('details')),
            details.map((part, index) => h(Part, { key: index, part, press })),
          ),
        h(Actions, { actions: screen.actions, press }),
      );
    }),
  );
}
