import { encodeAction } from '#chat/action-ref.ts';
import { clean, oneLine } from '#chat/clean-text.ts';
import type { Action, Option } from '#chat/screen.ts';
import type { PageAction, PageButton, PageOption } from '../protocol.ts';
import { webAddress } from './text.ts';

/** A link that no browser should open is left out. */
export function pageActions(actions: readonly Action[]): PageAction[] {
  return actions.flatMap((action) => pageAction(action) ?? []);
}

function pageAction(action: Action): PageAction | null {
  const label = oneLine(action.label);
  switch (action.type) {
    case 'button':
      return pageButton(action);
    case 'select':
      return {
        type: 'select',
        label,
        action: encodeAction(action.action),
        options: pageOptions(action.options),
        initial: action.initial ?? null,
      };
    case 'link': {
      const url = webAddress(action.url);
      return url === null ? null : { type: 'link', label, url };
    }
  }
}

/** A button with the action it stands for. */
export function pageButton(button: Extract<Action, { type: 'button' }>): PageButton {
  const { label, action, style = 'plain', confirm, disabled } = button;
  return {
    type: 'button',
    label: oneLine(label),
    action: encodeAction(action),
    style,
    confirm:
      confirm === undefined
        ? null
        : {
            title: oneLine(confirm.title),
            text: clean(confirm.text),
            confirm: oneLine(confirm.confirm),
            cancel: oneLine(confirm.cancel),
          },
    disabled: disabled === undefined ? null : clean(disabled),
  };
}

/** The options of a select or field, each on one line. */
export function pageOptions(options: readonly Option[]): PageOption[] {
  return options.map(({ value, label, description }) => ({
    value,
    label: oneLine(label),
    ...(description === undefined ? {} : { description: oneLine(description) }),
  }));
}
