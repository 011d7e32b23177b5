import { requestStatus } from './requests.ts';

/** The words of cards, forms and lists of role change requests; each const stands at `words.screens` under its name. */

const UNITS = [
  [86_400_000, 'day'],
  [3_600_000, 'hour'],
  [60_000, 'minute'],
] as const;

/** A length in the largest unit that it is a whole number of. */
function length(ms: number): string {
  const [size, unit] = UNITS.find(([each]) => ms % each === 0) ?? UNITS[2];
  const count = Math.round(ms / size);
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

/** What a request is about, for one sentence. */
export interface RequestLine {
  requester: string;
  /** Null: the requester. */
  target: string | null;
  /** Names; null: not to be shown. */
  roles: { added: readonly string[]; removed: readonly string[] } | null;
  lastsMs: number | null;
  reason: string;
  /** Still waiting for a decision. */
  isOpen: boolean;
}

const names = (roles: readonly string[]): string => new Intl.ListFormat('en').format(roles);
const named = (roles: readonly string[]): string =>
  `the ${roles.length === 1 ? 'role' : 'roles'} ${names(roles)}`;

function wanted({ target, roles }: RequestLine): string {
  if (roles === null) return target === null ? 'for a role change' : `for a role change for ${target}`;
  const { added, removed } = roles;
  if (added.length === 0)
    return target === null ? `to give up ${named(removed)}` : `to take ${named(removed)} from ${target}`;
  const given = target === null ? `for ${named(added)}` : `to give ${target} ${named(added)}`;
  return removed.length === 0 ? given : `${given} in place of ${names(removed)}`;
}

const outcomes: Record<string, (by: string | null) => string> = {
  approved: (by) => `Approved by ${by}`,
  denied: (by) => `Denied by ${by}`,
  cancelled: (by) => (by === null ? 'Withdrawn' : `Withdrawn by ${by}`),
  expired: () => 'Expired because nobody decided in time. Nothing was changed',
  outdated: () => 'Out of date because the roles have changed since. Nothing was changed',
};

export const request = {
  line: (data: RequestLine): string =>
    `${data.requester} ${data.isOpen ? 'asks' : 'asked'} ${wanted(data)}${data.lastsMs === null ? '' : ` for ${length(data.lastsMs)}`}: ${data.reason}`,
  shortTitle: 'Role change',
  requester: 'Requested by',
  target: 'For',
  before: 'Current roles',
  after: 'New roles',
  past: 'Roles before',
  gained: 'Gains these permissions',
  lost: 'Loses these permissions',
  noDiff: 'Permissions stay the same.',
  reason: 'Reason',
  lasts: 'Duration',
  length,
  expires: 'Decide by',
  status: requestStatus,
  outcome: (status: string, by: string | null) => outcomes[status]?.(by) ?? requestStatus(status),
  ends: 'Access ends ',
  ended: 'Access ended ',
  kept: 'Access kept, because nobody else is a full administrator. ',
  approve: 'Approve',
  deny: 'Deny',
  cancel: 'Withdraw',
  endNow: 'End access',
  endConfirm: (name: string) => `${name} will lose the roles that this request added.`,
  again: 'Ask again',
  open: 'Open',
  /** Told privately to whoever pressed. */
  approved: (name: string) => ({ title: 'Approved', text: `${name} now has the new roles.` }),
  approvedFor: (name: string, ms: number) => ({
    title: 'Approved',
    text: `${name} has the new roles for ${length(ms)}.`,
  }),
  /** On the card, before. */
  rivals: (name: string, others: number) =>
    others === 1
      ? `There’s another open request for ${name}. Once you approve one, the other can’t be approved.`
      : `There are ${others} other open requests for ${name}. Once you approve one, the others can’t be approved.`,
  /** After an approval. */
  outdates: (name: string, others: number) =>
    `${others === 1 ? 'Another open request' : `${others} other open requests`} for ${name} can’t be approved any more.`,
  denied: (name: string) => ({
    title: 'Denied',
    text: `Nothing was changed for ${name}. We’ll tell whoever asked, with your reason.`,
  }),
  cancelled: { title: 'Withdrawn', text: 'Nobody has to decide this any more.' },
  requesterOut: (name: string) => ({
    title: 'Withdrawn',
    text: `${name} asked for this and is no longer active, so nothing was changed.`,
  }),
  accessEnded: (name: string) => ({
    title: 'Access ended',
    text: `${name} no longer has the roles that were added.`,
  }),
  outdated: (name: string) => ({
    title: 'Out of date',
    text: `${name}’s roles or their permissions have changed since this was asked. Nothing was changed. Check the new roles and ask again.`,
  }),
  denyTitle: (name: string) => `Deny this role change for ${name}?`,
  denyShort: 'Deny',
  denyReason: 'Why?',
  denySubmit: 'Deny',
  denying: 'Denying the request…',
};

export const requestForm = {
  title: 'Ask for a role change',
  intro: 'Another administrator decides. They need to hold every permission that this gives.',
  roles: 'Roles',
  rolesHint: 'Every role they should have, including the current ones.',
  names: 'Roles',
  namesHint: 'Exact names, separated by commas. Include the roles you want to keep.',
  reason: 'Reason',
  reasonHint: 'Shown to whoever decides, and kept in the audit.',
  for: 'For how long',
  forHint: 'For example 30m, 8h or 7d. Leave it empty to keep the roles for good.',
  submit: 'Send request',
  working: 'Sending the request…',
  made: 'Request sent',
  madeText: 'We told everyone who can decide. We’ll let you know what they decide.',
  /** On a refusal of a direct change. */
  ask: 'Ask for approval',
};

export const requests = {
  title: { mine: 'Your requests', waiting: 'Waiting for you', all: 'All requests' },
  asked: 'Requested',
  page: (first: number, last: number, total: number) => `${first}–${last} of ${total}, newest first`,
  nobody: {
    mine: 'You haven’t asked for a role change yet.',
    waiting: 'Nothing is waiting for your decision.',
    all: 'Nobody has asked for a role change yet.',
  },
  open: 'Open…',
  again: 'Repeat this search: ',
  new: 'New request',
  previous: 'Previous',
  next: 'Next',
  refresh: 'Refresh',
};

export const requestCommands = {
  'requests new': {
    summary: 'Ask another administrator for a role change',
    options: {
      user: 'Email, username, ID or @mention (you, if left out)',
      roles: 'Roles they should have, separated by commas. With for: only those to add',
      reason: 'Why you’re asking',
      for: 'How long, for example 8h or 7d (for good, if left out)',
    },
  },
  'requests list': {
    summary: 'List role change requests: yours, those waiting for you, or all',
    options: { which: 'mine, waiting or all', page: 'Page, from 1' },
  },
};

/** What became of a request, as requester and target are told of it, by direct message or mail. */
export interface RequestNoticeData {
  status: string;
  /** `ended` and `kept`: of timed access. */
  grant: 'running' | 'ended' | 'kept' | null;
  lastsMs: number | null;
  isTarget: boolean;
  isRequester: boolean;
  requester: string;
  target: string;
  before: string;
  after: string;
  by: string | null;
  why: string | null;
}

/** First what happened and to whom: it is all that a lock screen or a list of mails shows. */
const noticeSubjects: Record<string, (change: string, by: string | null) => string> = {
  pending: (change) => `Waiting for you: ${change}`,
  approved: (change, by) => `${by} approved ${change}`,
  denied: (change, by) => `${by} denied ${change}`,
  cancelled: (change, by) => (by === null ? `Withdrawn: ${change}` : `${by} withdrew ${change}`),
  expired: (change) => `Nobody decided in time: ${change}`,
  outdated: (change) => `Out of date: ${change}`,
  ended: (change) => `Time is up: ${change} has ended`,
  kept: (change) => `Time is up, but not undone: ${change}`,
};

/** To whoever was to decide and got no card. */
const undelivered = 'We couldn’t reach you in chat. To approve or deny it there, type /hexa requests list.';

/** To whoever asked, where what was withdrawn is open again. */
const waitsAgain = 'The withdrawal was undone, so your request can be approved or denied again.';

const changeFor = ({ isTarget, target }: RequestNoticeData): string =>
  isTarget ? 'your role change' : `the role change for ${target}`;
const whose = ({ isTarget, target }: RequestNoticeData): string => (isTarget ? 'you' : target);

function requestLine(data: RequestNoticeData): string {
  const who = data.isRequester ? 'You' : data.requester;
  return `${who} asked for a role change for ${data.isTarget && data.isRequester ? 'yourself' : whose(data)}: ${data.before} → ${data.after}.`;
}

export const requestNotices = {
  hello: (firstName: string) => `Hi ${firstName},`,
  notice: (data: RequestNoticeData): { subject: string; paragraphs: string[] } => {
    const end = data.grant === 'ended' || data.grant === 'kept' ? data.grant : null;
    const decided = `${(outcomes[data.status] ?? requestStatus)(data.by as never)}${data.why === null ? '.' : `: ${data.why}`}`;
    const isOpenAgain = data.status === 'pending' && data.isRequester;
    const ends = {
      ended: [
        `${data.isTarget ? 'You no longer have' : `${data.target} no longer has`} the roles that were added for a while.`,
      ],
      kept: [
        `The time is up, but ${data.isTarget ? 'you keep' : `${data.target} keeps`} the added roles because nobody else is a full administrator. Make someone else one first, then change the roles with /hexa users roles.`,
      ],
    };
    return {
      subject: isOpenAgain
        ? `Open again: ${changeFor(data)}`
        : (noticeSubjects[end ?? data.status]?.(changeFor(data), data.by) ?? requestStatus(data.status)),
      paragraphs: [
        requestLine(data),
        ...(end !== null
          ? ends[end]
          : data.status === 'pending'
            ? [isOpenAgain ? waitsAgain : undelivered]
            : [decided]),
        ...(data.grant === 'running' && data.lastsMs !== null
          ? [`The added roles end after ${length(data.lastsMs)}.`]
          : []),
      ],
    };
  },
  /** `line`: who asks for what. */
  reminder: (line: string) => ({
    title: `Reminder · ${line}`,
    text: 'Nobody has decided yet. Open it to approve or deny it.',
  }),
};
