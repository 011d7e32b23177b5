import type { Refusal } from './refusal.ts';

const list = (items: readonly string[]): string => items.join(', ');

const statuses: Record<string, string> = {
  pending: 'Waiting',
  approved: 'Approved',
  denied: 'Denied',
  cancelled: 'Cancelled',
  expired: 'Expired',
  outdated: 'Outdated',
};

const ineligible: Record<string, string> = {
  requester: 'You asked for this change yourself; somebody else has to decide.',
  target: 'This change is about your own account; somebody else has to decide.',
  not_active: 'Your account is not active.',
  not_linked: 'Your account is not linked to chat.',
  lacks_user_update: 'Your roles do not include User: update.',
  lacks_role_read: 'Your roles do not include Role: read.',
  lacks_granted: 'The change grants permissions that you do not hold yourself.',
  made_by_requester:
    'Who asked created, enabled, linked or gave roles to your account within the last 30 days.',
  not_then: 'You could not decide this when it was asked.',
};

const noPuppet =
  'and whose account you did not create, enable or give roles to within 30 days. Have such an administrator link their chat account first, with /hexa link.';

export const requestErrors = {
  approval_needed: ({ why, permissions }: { why: string; permissions: readonly string[] }): Refusal => ({
    title: 'This needs an approval',
    text:
      why === 'lacking'
        ? `The change grants what you do not hold yourself: ${list(permissions)}. Ask for it, and somebody else decides.`
        : why === 'privileged'
          ? `The change gives or takes privileged permissions: ${list(permissions)}. Ask for it, and somebody else decides.`
          : why === 'enabling'
            ? `Enabling the user would give privileged permissions. Ask for roles without them with /hexa requests new, enable the user, then ask for the present roles again: somebody else decides both. The permissions: ${list(permissions)}.`
            : 'Here every role change needs a second pair of eyes. Ask for it, and somebody else decides.',
  }),
  request_unchanged: ({ name }: { name: string }): Refusal => ({
    title: 'Nothing to change',
    text: `${name} has exactly these roles already.`,
  }),
  request_only_adds: (): Refusal => ({
    title: 'Timed access only adds roles',
    text: 'A request with an end may add roles and take none away. Leave out for:, or name all present roles too.',
  }),
  request_open: ({ name }: { name: string }): Refusal => ({
    title: 'Asked for already',
    text: `The same change for ${name} is waiting for a decision. /hexa requests list shows it.`,
  }),
  nobody_can_approve: ({ permissions }: { permissions: readonly string[] }): Refusal => ({
    title: 'Nobody could approve this',
    text:
      permissions.length === 0
        ? `It takes somebody else who is active and linked, holds User: update and Role: read, ${noPuppet}`
        : `It takes somebody else who is active and linked, holds User: update, Role: read and everything that is granted (${list(permissions)}), ${noPuppet}`,
  }),
  request_not_found: (): Refusal => ({
    title: 'No such request',
    text: 'This request does not exist, or it is not yours to see. /hexa requests list shows yours.',
  }),
  request_decided: ({ status, by }: { status: string; by: string | null }): Refusal => ({
    title: 'Decided already',
    text: by === null ? `${statuses[status] ?? status}.` : `${statuses[status] ?? status} by ${by}.`,
  }),
  not_eligible: ({ why }: { why: string }): Refusal => ({
    title: 'Not yours to decide',
    text: ineligible[why] ?? 'You may not decide this request.',
  }),
  not_yours: (): Refusal => ({
    title: 'Not yours to cancel',
    text: 'Only who asked may take a request back. Deny it instead.',
  }),
  link_limit: (): Refusal => ({
    title: 'Too many codes',
    text: 'At most 3 codes an hour are mailed. Use the newest one, or try again in an hour.',
  }),
  link_code_wrong: ({ left }: { left: number }): Refusal => ({
    title: 'Wrong code',
    text: `This is not the code. ${left === 1 ? 'One try is left.' : `${left} tries are left.`}`,
  }),
  link_code_dead: (): Refusal => ({
    title: 'This code no longer works',
    text: 'A code lives 10 minutes, works once and allows 5 tries. Type /hexa link for a new one.',
  }),
  link_mail_off: (chat: { platform: string; workspace: string; user: string }): Refusal => ({
    title: 'Mail is off',
    text: `No code can be mailed. Ask an operator to run on the host: npm run hexa -- link ${chat.platform} ${chat.workspace} ${chat.user} YOUR_HEXABOT_EMAIL`,
  }),
};

export const requestProblems = {
  role_needs_approval: ({ permissions }: { permissions: readonly string[] }) =>
    `Privileged permissions need an approval: ${list(permissions)}. Choose other roles now, then ask with /hexa requests new.`,
  permissions_need_approval: ({ permissions }: { permissions: readonly string[] }) =>
    `Somebody has this role, so privileged permissions need an approval: ${list(permissions)}. Make another role that holds what is wanted (/hexa roles create), then ask for it with /hexa requests new.`,
  reason_required: () => 'Say why, in a sentence.',
  code_wrong: ({ left }: { left: number }) =>
    `This is not the code. ${left === 1 ? 'One try is left.' : `${left} tries are left.`}`,
  duration_invalid: () => 'A time such as 30m, 8h or 7d, at most 90d.',
};

export const requestStatus = (status: string): string => statuses[status] ?? status;
