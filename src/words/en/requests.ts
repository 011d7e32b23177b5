import { listed } from '../listed.ts';
import type { Refusal } from './refusal.ts';

const list = (items: readonly string[]): string => listed(items, (more) => `and ${more} more`);

const statuses: Record<string, string> = {
  pending: 'Waiting',
  approved: 'Approved',
  denied: 'Denied',
  cancelled: 'Cancelled',
  expired: 'Expired',
  outdated: 'Outdated',
};

const ineligible: Record<string, string> = {
  requester: 'You asked for this change, so someone else has to decide.',
  target: 'This is about your own account, so someone else has to decide.',
  not_active: 'Your account is not active.',
  not_linked: 'Your account is not linked to chat.',
  lacks_user_update: 'Your roles don’t include User: update.',
  lacks_role_read: 'Your roles don’t include Role: read.',
  lacks_granted: 'This gives permissions that you don’t have yourself.',
  made_by_requester:
    'Whoever asked has created, enabled, linked or given roles to your account in the last 30 days.',
  not_then: 'You couldn’t decide this when it was requested.',
};

/** Who could decide, and what to do where nobody can. */
const noPuppet =
  'You must not have created, enabled or given roles to their account in the last 30 days. They can link theirs with /hexa link.';

/** Why a change needs somebody else. */
type Why = 'lacking' | 'privileged' | 'enabling' | 'all';

export const requestErrors = {
  approval_needed: ({ why, permissions }: { why: Why; permissions: readonly string[] }): Refusal => ({
    title: 'This needs approval',
    text: {
      lacking: `It gives permissions that you don’t have yourself: ${list(permissions)}. Ask for approval, and another administrator decides.`,
      privileged: `It gives or takes privileged permissions: ${list(permissions)}. Ask for approval, and another administrator decides.`,
      enabling: `Enabling this user would give privileged permissions: ${list(permissions)}. Ask for roles without them first, with /hexa requests new. Then enable the user, and ask for the current roles again.`,
      all: 'Every role change needs a second person here. Ask for approval, and another administrator decides.',
    }[why],
  }),
  request_unchanged: ({ name }: { name: string }): Refusal => ({
    title: 'Nothing to change',
    text: `${name} already has exactly these roles.`,
  }),
  request_only_adds: (): Refusal => ({
    title: 'Temporary access only adds roles',
    text: 'A request with an end can’t take roles away. Leave out for:, or include all the current roles.',
  }),
  request_open: ({ name }: { name: string }): Refusal => ({
    title: 'Already requested',
    text: `The same change for ${name} is already waiting for a decision.`,
  }),
  request_limit: ({ per, limit }: { per: string; limit: number }): Refusal => ({
    title: 'Too many requests',
    text:
      per === 'open'
        ? `You have ${limit} requests waiting for a decision. Cancel one, or wait until one is decided. /hexa requests list shows them.`
        : `You can send ${limit} requests in 24 hours. Try again later.`,
  }),
  nobody_can_approve: ({ permissions }: { permissions: readonly string[] | null }): Refusal => ({
    title: 'Nobody can approve this',
    text:
      permissions === null || permissions.length === 0
        ? `${permissions === null ? 'Check the names of the roles: they have to be exact. ' : ''}Needs another active admin with a linked account who holds User: update and Role: read. ${noPuppet}`
        : `Needs another active admin with a linked account who holds User: update, Role: read and everything this gives (${list(permissions)}). ${noPuppet}`,
  }),
  request_not_found: (): Refusal => ({
    title: 'Request not found',
    text: 'This request doesn’t exist, or you can’t see it.',
  }),
  request_decided: ({ status, by }: { status: string; by: string | null }): Refusal => ({
    title: 'Already decided',
    text: by === null ? `${statuses[status] ?? status}.` : `${statuses[status] ?? status} by ${by}.`,
  }),
  not_eligible: ({ why }: { why: string }): Refusal => ({
    title: 'Not eligible to decide',
    text: ineligible[why] ?? 'You can’t decide this request.',
  }),
  not_yours: (): Refusal => ({
    title: 'Not your request',
    text: 'Only the person who asked can withdraw a request. You can deny it instead.',
  }),
  link_limit: (): Refusal => ({
    title: 'Too many codes',
    text: 'We send at most 3 codes an hour. Use the newest one, or try again in an hour.',
  }),
  link_code_wrong: ({ left }: { left: number }): Refusal => ({
    title: 'Wrong code',
    text: `That code isn’t right. ${left === 1 ? 'You have one try left.' : `You have ${left} tries left.`}`,
  }),
  link_code_dead: (): Refusal => ({
    title: 'This code no longer works',
    text: 'A code works once, for 10 minutes and 5 tries. Type /hexa link to get a new one.',
  }),
  link_mail_off: (chat: { platform: string; workspace: string; user: string }): Refusal => ({
    title: 'Mail is off',
    text: `We can’t email you a code. Ask an operator to run this on the server: npm run hexa -- link ${chat.platform} ${chat.workspace} ${chat.user} YOUR_HEXABOT_EMAIL`,
  }),
};

export const requestProblems = {
  role_needs_approval: ({ permissions }: { permissions: readonly string[] }) =>
    `These roles give privileged permissions, which need approval: ${list(permissions)}. Choose other roles for now, and ask for these with /hexa requests new.`,
  permissions_need_approval: ({ permissions }: { permissions: readonly string[] }) =>
    `Someone has this role, so privileged permissions need approval: ${list(permissions)}. Create another role with them (/hexa roles create), then ask for it with /hexa requests new.`,
  reason_required: () => 'Add a reason, in a sentence.',
  code_wrong: ({ left }: { left: number }) =>
    `That code isn’t right. ${left === 1 ? 'You have one try left.' : `You have ${left} tries left.`}`,
  duration_invalid: () => 'Enter a time such as 30m, 8h or 7d, at most 90d.',
};

export const requestStatus = (status: string): string => statuses[status] ?? status;
