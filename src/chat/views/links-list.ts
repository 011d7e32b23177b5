import type { LinkInfo } from '#domain/user.ts';
import type { Context } from '../context.ts';
import type { Action, Inline, Part, Screen } from '../screen.ts';
import { chatAccount } from './chat-account.ts';
import { shortened } from './shortened.ts';

/** Ten links are to fit one message, whatever people are called. */
const NAME_CHARACTERS = 80;

/** A link with its user, as the list of links shows it. */
export type ListedLink = LinkInfo & {
  userId: string;
  userName: string;
  isGone: boolean;
  avatar: string | null;
};

/** One page of links; `userId` null: of everybody; `page` from 1. */
export interface LinksFound {
  links: readonly ListedLink[];
  total: number;
  userId: string | null;
  page: number;
}

/** In a button's ids: links of everybody. */
export const EVERYBODYS_LINKS = '-';

type Asked = Pick<Context, 'words' | 'invocation' | 'actor'>;

/** Who is linked, each link to be removed by who may. */
export function linksScreen(context: Asked, found: LinksFound, notes: readonly string[] = []): Screen {
  const { words, invocation, actor } = context;
  const { links: texts } = words.screens;
  const { links, total, userId, page } = found;
  const first = (page - 1) * invocation.pageSize + 1;
  return {
    title: userId === actor.id ? texts.own : texts.title,
    tone: 'neutral',
    parts: [
      ...notes.map(note),
      note(total === 0 ? texts.nobody : texts.page(first, first + links.length - 1, total)),
      ...links.flatMap((link) => linkParts(context, link)),
    ],
    actions: turns(context, found),
  };
}

function note(text: string): Part {
  return { type: 'text', text, style: 'note' };
}

/** A line and its button. */
function linkParts({ words }: Asked, link: ListedLink): Part[] {
  const { links: texts, common } = words.screens;
  const { identity, linkedAt, suspended, isServed, avatar } = link;
  const userName = link.isGone ? texts.deletedUser : shortened(link.userName, NAME_CHARACTERS);
  const name = link.name === null ? null : shortened(link.name, NAME_CHARACTERS);
  const account: Inline[] = [
    ...chatAccount(identity, name),
    ` · ${texts.since} `,
    { type: 'instant', at: linkedAt, style: 'date' },
    ...(isServed ? [] : [` · ${texts.notServed}`]),
    ...(suspended ? [` · ${texts.suspended}`] : []),
  ];
  const remove: Action = {
    type: 'button',
    label: texts.remove,
    action: { name: 'links.remove', ids: [link.userId, workspaceOf(identity)] },
    style: 'danger',
    confirm: {
      title: texts.removeTitle,
      text: texts.removeText(userName),
      confirm: texts.remove,
      cancel: common.cancel,
    },
  };
  return [
    {
      type: 'facts',
      facts: [{ label: userName, value: account }],
      picture: { url: avatar, name: userName },
    },
    { type: 'actions', actions: [remove] },
  ];
}

/** Platform and workspace: there a user has one link at most. */
export function workspaceOf({ platform, workspace }: LinkInfo['identity']): string {
  return `${platform}-${workspace}`;
}

function turns({ words, invocation }: Asked, { userId, page, total }: LinksFound): Action[] {
  const { links: texts } = words.screens;
  const turn = (label: string, to: number): Action => ({
    type: 'button',
    label,
    action: { name: 'links.page', ids: [userId ?? EVERYBODYS_LINKS, String(to)] },
  });
  return [
    ...(page > 1 ? [turn(texts.previous, page - 1)] : []),
    ...(page * invocation.pageSize < total ? [turn(texts.next, page + 1)] : []),
  ];
}
