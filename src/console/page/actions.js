import { h } from 'preact';
import { useContext, useId, useState } from 'preact/hooks';
import { Icon } from './icons.js';
import { Link } from './inline.js';
import { SelectMenu } from './menu.js';
import { PageContext } from './page-context.js';
import { Confirmation, isConfirmation } from './passkey.js';
import { labelled } from './texts.js';

/**
 * @typedef {import('../protocol.ts').PageAction} PageAction
 * @typedef {import('../protocol.ts').PageButton} PageButton
 * @typedef {(action: string, selected?: string[]) => Promise<void>} Press
 */

/**
 * Buttons, menus and links; what cannot be pressed says why below.
 *
 * @param {{ actions: readonly PageAction[], press: Press, about?: string }} props `about`: whom they are about, where several of a kind stand on the page
 */
export function Actions({ actions, press, about = '' }) {
  const id = useId();
  if (actions.length === 0) return null;
  const closed = actions.flatMap((action, index) =>
    action.type === 'button' && action.disabled !== null
      ? [{ index, label: action.label, why: action.disabled }]
      : [],
  );
  return h(
    'div',
    { class: 'actions' },
    h(
      'div',
      { class: 'row' },
      actions.map((action, index) =>
        h(Action, { key: `${index} ${action.label}`, action, press, about, why: `${id}-${index}` }),
      ),
    ),
    closed.map(({ index, label, why }) =>
      h(
        'p',
        { key: index, class: 'reason', id: `${id}-${index}` },
        h(Icon, { name: 'lock' }),
        h('span', {}, labelled(label, why)),
      ),
    ),
  );
}

/** @param {{ action: PageAction, press: Press, about: string, why: string }} props */
function Action({ action, press, about, why }) {
  switch (action.type) {
    case 'button':
      return h(Button, { button: action, press, about, why });
    case 'select':
      return h(SelectMenu, {
        label: action.label,
        options: action.options,
        initial: action.initial,
        onChosen: (value) => void press(action.action, [value]),
      });
    case 'link':
      if (isConfirmation(action.url)) return h(Confirmation, { label: action.label, url: action.url });
      return h(Link, { label: action.label, url: action.url, look: 'button plain' });
  }
}

/** @param {{ button: PageButton, press: Press, about?: string, why?: string, icon?: Parameters<typeof Icon>[0]['name'] }} props `why`: id of the reason why it cannot be pressed */
export function Button({ button, press, about = '', why, icon }) {
  const page = useContext(PageContext);
  const [isBusy, setBusy] = useState(false);
  const { label, style, confirm, disabled } = button;
  const click = async () => {
    if (isBusy || disabled !== null) return;
    if (confirm !== null && !(await page.dialogs.ask(confirm, style))) return;
    setBusy(true);
    await press(button.action);
    setBusy(false);
  };
  return h(
    'button',
    {
      type: 'button',
      class: `button ${style}`,
      'aria-label': about === '' ? undefined : `${label} ${about}`,
      'aria-busy': isBusy || undefined,
      'aria-disabled': disabled !== null || undefined,
      'aria-describedby': disabled === null ? undefined : why,
      onClick: click,
    },
    icon !== undefined && h(Icon, { name: icon }),
    h('span', {}, label),
  );
}
