import { z } from 'zod';
import { fullName, type User } from '#domain/user.ts';
import type { Context } from '../context.ts';
import { formOf, formShape } from '../form-shape.ts';
import type { Part, Screen } from '../screen.ts';

const text = z.string().optional().default('');

/** First step of linking: whose email. */
export const EMAIL_FORM = formShape({ name: 'link.email', values: z.object({ email: text }) });
/** Second step: the code from the mail. */
export const CODE_FORM = formShape({
  name: 'link.code',
  values: z.object({ email: text, code: text }),
  secrets: ['code'],
  keeps: ['email'],
});

type Asked = Pick<Context, 'words'>;

/** First step: to which address the code goes. */
export function emailForm({ words }: Asked, typed: string, notes: readonly string[]): Screen {
  const { link, common } = words.screens;
  return {
    title: link.title,
    tone: notes.length === 0 ? 'neutral' : 'warning',
    parts: [...notesOf(notes), { type: 'text', text: link.intro }],
    ...formOf(EMAIL_FORM, {
      fields: [
        {
          name: 'email',
          type: 'email',
          label: link.email,
          required: true,
          maxLength: 255,
          ...(typed === '' ? {} : { initial: typed }),
        },
      ],
      submit: link.submit,
      close: common.cancel,
      working: link.working,
    }),
  };
}

/** Second step: the code. Says the same whether or not a user has the address. */
export function codeForm({ words }: Asked, email: string, notes: readonly string[]): Screen {
  const { link, common } = words.screens;
  return {
    title: link.codeTitle,
    tone: notes.length === 0 ? 'neutral' : 'warning',
    parts: [...notesOf(notes), { type: 'text', text: link.mailed(email) }],
    ...formOf(CODE_FORM, {
      fields: [
        { name: 'code', type: 'text', label: link.code, hint: link.codeHint, required: true, maxLength: 20 },
      ],
      keeps: { email },
      submit: link.codeSubmit,
      close: common.cancel,
      working: link.checking,
    }),
    actions: [{ type: 'button', label: link.again, action: { name: 'link.again' } }],
  };
}

function notesOf(notes: readonly string[]): Part[] {
  return notes.map((text) => ({ type: 'text', text }));
}

/** The link is there. */
export function linkedScreen({ words }: Asked, user: User): Screen {
  const { link } = words.screens;
  return {
    title: link.done(fullName(user)),
    shortTitle: link.title,
    tone: 'success',
    parts: [
      {
        type: 'text',
        text: user.status === 'active' ? link.doneText(user.email) : link.doneInactive(user.email),
      },
    ],
  };
}

/** Asks before one's own link is removed. */
export function unlinkScreen({ words }: Asked, user: User): Screen {
  const { link } = words.screens;
  return {
    title: link.unlinkTitle,
    tone: 'warning',
    parts: [{ type: 'text', text: link.unlinkText(fullName(user), user.email) }],
    actions: [{ type: 'button', label: link.unlink, action: { name: 'unlink' }, style: 'danger' }],
  };
}

/** One's own link is gone. */
export function unlinkedScreen({ words }: Asked): Screen {
  const { link } = words.screens;
  return { title: link.unlinked, tone: 'success', parts: [{ type: 'text', text: link.unlinkedText }] };
}
