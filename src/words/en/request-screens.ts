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
  cancelled: (by) => (by === null ? 'Taken back' : `Taken back by ${by}`),
  expired: () => 'Expired: nobody decided in time, and nothing was changed',
  outdated: () => 'Outdated: the roles are not what they were when this was asked, so nothing was changed',
};

export const request = {
  line: (data: RequestLine): string =>
    `${data.requester} ${data.isOpen ? 'asks' : 'asked'} ${wanted(data)}${data.lastsMs === null ? '' : ` for ${length(data.lastsMs)}`}: ${data.reason}`,
  shortTitle: 'Role change',
  requester: 'Asked by',
  target: 'For',
  before: 'Roles before',
  after: 'Roles after',
  gained: 'Gains these permissions',
  lost: 'Loses these permissions',
  noDiff: 'What the user may do stays the same.',
  reason: 'Reason',
  lasts: 'Ends after',
  length,
  expires: 'To be decided until',
  status: requestStatus,
  outcome: (status: string, by: string | null) => outcomes[status]?.(by) ?? requestStatus(status),
  ends: 'Access ends ',
  ended: 'Access ended ',
  kept: 'The access was kept at its end, as nobody else is a full administrator. ',
  approve: 'Approve',
  deny: 'Deny',
  cancel: 'Take back',
  endNow: 'End now',
  endConfirm: (name: string) => `${name} loses the roles that this request added.`,
  again: 'Ask anew',
  open: 'Open',
  /** Told privately to whoever pressed. */
  approved: (name: string) => ({ title: 'Approved', text: `${name} has the new roles now.` }),
  approvedFor: (name: string, ms: number) => ({
    title: 'Approved',
    text: `${name} has the new roles for ${length(ms)}; then they are taken back.`,
  }),
  denied: (name: string) => ({
    title: 'Denied',
    text: `Nothing was changed for ${name}. Who asked is told why.`,
  }),
  cancelled: { title: 'Taken back', text: 'Nobody is asked to decide any more.' },
  requesterOut: (name: string) => ({
    title: 'Taken back',
    text: `${name}, who asked for this, is no longer active, so nothing was changed.`,
  }),
  accessEnded: (name: string) => ({ title: 'Access ended', text: `${name} no longer has the added roles.` }),
  outdated: (name: string) => ({
    title: 'Outdated',
    text: `The roles of ${name}, or what they allow, have changed since this was asked, so nothing was changed. Look at the new state and ask anew.`,
  }),
  denyTitle: (name: string) => `Deny the role change for ${name}?`,
  denyShort: 'Deny',
  denyReason: 'Why not',
  denySubmit: 'Deny',
  denying: 'Denying the request…',
};

export const requestForm = {
  title: 'Ask for a role change',
  intro: 'Somebody else decides: an administrator who holds everything that is given.',
  roles: 'Roles',
  rolesHint: 'All roles that the user is to have, the present ones too.',
  names: 'Roles',
  namesHint: 'Exact names, separated by commas: all roles that you want to have, the present ones too.',
  reason: 'Reason',
  reasonHint: 'Whoever decides reads it, and it stays in the audit.',
  for: 'For how long',
  forHint: 'Such as 30m, 8h or 7d; then added roles are taken back. Empty: for good.',
  submit: 'Ask',
  working: 'Asking for approval…',
  made: 'Waiting for a decision',
  madeText: 'Those who may decide are told. You are told what they decide.',
  /** On a refusal of a direct change. */
  ask: 'Ask for approval',
};

export const requests = {
  title: { mine: 'Your requests', waiting: 'Waiting for you', all: 'All requests' },
  target: 'For',
  roles: 'Roles',
  status: 'Status',
  asked: 'Asked',
  change: (before: string, after: string) => `${before} → ${after}`,
  page: (first: number, last: number, total: number) => `${first} to ${last} of ${total}, newest first.`,
  nobody: {
    mine: 'You have not asked for anything.',
    waiting: 'Nothing waits for your decision.',
    all: 'Nothing has been asked for.',
  },
  open: 'Open…',
  again: 'The same again: ',
  new: 'New request',
  previous: 'Previous',
  next: 'Next',
  refresh: 'Refresh',
};

export const requestCommands = {
  'requests new': {
    summary: 'Ask for a role change that somebody else decides',
    options: {
      user: 'Email, username, id or @mention; without it: yourself',
      roles: 'All roles that the user is to have, separated by commas; with for: those to be added',
      reason: 'Why, for whoever decides',
      for: 'How long, such as 30m, 8h or 7d; without it: for good',
    },
  },
  'requests list': {
    summary: 'Requests for role changes: yours, those waiting for you, or all',
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

const noticeSubjects: Record<string, string> = {
  pending: 'A role change waits for your decision',
  approved: 'A role change was approved',
  denied: 'A role change was denied',
  cancelled: 'A request for a role change was taken back',
  expired: 'A request for a role change has expired',
  outdated: 'A request for a role change is outdated',
  ended: 'Timed access has ended',
  kept: 'Timed access could not be ended',
};

/** To whoever was to decide and got no card. */
const undelivered =
  'You may decide it, but chat did not take a message to you. Type /hexa requests list waiting there to approve or deny it.';

const whose = ({ isTarget, target }: RequestNoticeData): string => (isTarget ? 'you' : target);

function requestLine(data: RequestNoticeData): string {
  const who = data.isRequester ? 'You' : data.requester;
  return `${who} asked for a role change for ${data.isTarget && data.isRequester ? 'yourself' : whose(data)}: ${data.before} → ${data.after}.`;
}

export const requestNotices = {
  hello: (firstName: string) => `Hello ${firstName},`,
  notice: (data: RequestNoticeData): { subject: string; lines: string[] } => {
    const end = data.grant === 'ended' || data.grant === 'kept' ? data.grant : null;
    const decided = `${(outcomes[data.status] ?? requestStatus)(data.by as never)}${data.why === null ? '.' : `: ${data.why}`}`;
    const lines = {
      ended: [`The roles that were added for a time are taken back from ${whose(data)}.`],
      kept: [
        `The time of the added roles is over, but ${data.isTarget ? 'you keep' : `${data.target} keeps`} them: nobody else is a full administrator. Make somebody else one, then change the roles by /hexa users roles.`,
      ],
    };
    return {
      subject: noticeSubjects[end ?? data.status] ?? requestStatus(data.status),
      lines: [
        requestLine(data),
        ...(end !== null ? lines[end] : data.status === 'pending' ? [undelivered] : [decided]),
        ...(data.grant === 'running' && data.lastsMs !== null
          ? [`The added roles are taken back after ${length(data.lastsMs)}.`]
          : []),
      ],
    };
  },
  reminder: (name: string) => ({
    title: `Still waiting: a role change for ${name}`,
    text: 'Nobody has decided yet. Open it to approve or deny.',
  }),
};
