import { encodeAction } from '#chat/action-ref.ts';
import { clean, oneLine } from '#chat/clean-text.ts';
import type { Action, Option } from '#chat/screen.ts';
import type { PageAction, PageOption } from '../protocol.ts';
import { webAddress } from './text.ts';

/** A link that no browser should open is left out. */
export function pageActions(actions: readonly Action[]): PageAction[] {
  return actions.flatMap((action) => pageAction(action) ?? []);
}

function pageAction(action: Action): PageAction | null {
  const label = oneLine(action.label);
  switch (action.type) {
    case 'button':
      return {
        type: 'button',
        label,
        action: encodeAction(action.action),
        style: action.style ?? 'plain',
        confirm:
          action.confirm === undefined
            ? null
            : {
                title: oneLine(action.confirm.title),
                text: clean(action.confirm.text),
                confirm: oneLine(action.confirm.confirm),
                cancel: oneLine(action.confirm.cancel),
              },
        disabled: action.disabled === undefined ? null : clean(action.disabled),
      };
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

/** The options of a select or field, each on one line. */
export function pageOptions(options: readonly Option[]): PageOption[] {
  return options.map(({ value, label, description }) => ({
    value,
    label: oneLine(label),
    ...(description === undefined ? {} : { description: oneLine(description) }),
  }));
}
