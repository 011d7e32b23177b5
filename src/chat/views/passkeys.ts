import type { Passkey } from '#domain/passkey.ts';
import type { Context } from '../context.ts';
import type { Action, Inline, Part, Screen } from '../screen.ts';
import { shortened } from './shortened.ts';

/** Name of the form that takes the mailed code of a first passkey. */
export const PASSKEY_CODE_FORM = 'passkeys.code';

/** Eight lines are to fit one message, whatever devices are called. */
const NAME_CHARACTERS = 60;

type Asked = Pick<Context, 'words'>;

/** One's own passkeys, each to be removed. */
export function passkeysScreen(
  { words }: Asked,
  found: readonly Passkey[],
  notes: readonly string[] = [],
): Screen {
  const { passkeys: texts } = words.screens;
  return {
    title: texts.title,
    tone: 'neutral',
    parts: [
      ...notes.map((text) => ({ type: 'text', text, style: 'note' }) as const),
      { type: 'text', text: found.length === 0 ? [texts.none, ' ', texts.what] : texts.what },
      ...found.flatMap((passkey) => passkeyParts({ words }, passkey)),
    ],
    actions: [startButton(texts.add)],
  };
}

function startButton(label: string): Action {
  return { type: 'button', label, action: { name: 'passkeys.add' }, style: 'primary' };
}

function passkeyParts({ words }: Asked, { id, name, addedAt, usedAt, isUsable }: Passkey): Part[] {
  const { passkeys: texts, common } = words.screens;
  const shown = shortened(name, NAME_CHARACTERS);
  const line: Inline[] = [
    { type: 'strong', text: shown },
    ` · ${texts.added} `,
    { type: 'instant', at: addedAt, style: 'date' },
    ` · ${texts.used}${common.colon} `,
    usedAt === null ? common.never : { type: 'instant', at: usedAt, style: 'relative' },
    ...(isUsable ? [] : [` · ${texts.elsewhere}`]),
  ];
  return [
    { type: 'text', text: line },
    {
      type: 'actions',
      actions: [
        {
          type: 'button',
          label: texts.remove(shown),
          action: { name: 'passkeys.remove', ids: [id] },
          style: 'danger',
        },
      ],
    },
  ];
}

/** Asks for the code that was mailed. */
export function passkeyCodeForm({ words }: Asked, email: string, notes: readonly string[]): Screen {
  const { passkeys: texts, common } = words.screens;
  return {
    title: texts.codeTitle,
    tone: notes.length === 0 ? 'neutral' : 'warning',
    parts: [...notes, texts.mailed(email)].map((text) => ({ type: 'text', text })),
    fields: [
      { name: 'code', type: 'text', label: texts.code, hint: texts.codeHint, required: true, maxLength: 20 },
    ],
    actions: [{ type: 'button', label: texts.again, action: { name: 'passkeys.add' } }],
    form: {
      name: PASSKEY_CODE_FORM,
      draft: '',
      submit: texts.codeSubmit,
      close: common.cancel,
      working: texts.checking,
    },
  };
}

/** Where the passkey is added: a page, as chat apps reach no passkeys. */
export function enrolScreen({ words }: Asked, url: string): Screen {
  const { passkeys: texts } = words.screens;
  return {
    title: texts.openTitle,
    tone: 'neutral',
    parts: [{ type: 'text', text: texts.openText }],
    actions: [{ type: 'link', label: texts.open, url }],
  };
}
