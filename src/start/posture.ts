import type { Config } from '../config.ts';

/** What each value of CHATOPS_APPROVALS means for anyone with User: update (docs/design.md, section 7). */
const APPROVALS: Record<Config['approvals'], string> = {
  off: 'no second person is needed: anyone with User: update can give any role, as in Hexabot',
  escalations: 'giving permissions that you don’t hold yourself needs a second person',
  privileged:
    'giving permissions that you don’t hold yourself needs a second person, and so does making or unmaking an administrator (write permissions on User, Role, Permission)',
  all: 'every role change needs a second person',
};

const hours = (ms: number): string => (ms % 3_600_000 === 0 ? `${ms / 3_600_000} h` : `${ms / 60_000} min`);

/** Who decides about roles, and where they are asked; printed at start and by doctor. */
export function approvalsPosture({ approvals, approvalChannels, requestTtlMs }: Config): string {
  const where =
    approvalChannels.length === 0
      ? 'by direct message (set CHATOPS_APPROVAL_CHANNEL to post them in channels too)'
      : `by direct message and in ${approvalChannels.join(', ')}`;
  return `CHATOPS_APPROVALS=${approvals}: ${APPROVALS[approvals]}. Requests go out ${where} and wait ${hours(requestTtlMs)}`;
}

/** What each value of CHATOPS_STEP_UP asks for (docs/design.md, section 12). */
const STEP_UP: Record<Config['stepUp'], string> = {
  off: 'never needed (with privileged: to make or unmake an administrator)',
  privileged: 'needed to give or take away write permissions on User, Role or Permission',
  all: 'needed for every change that affects someone else',
};

/** What has to be confirmed with a passkey; printed at start and by doctor. */
export function stepUpPosture({ stepUp }: Pick<Config, 'stepUp'>): string {
  return `CHATOPS_STEP_UP=${stepUp}: ${STEP_UP[stepUp]}`;
}

/** What proves who somebody is. */
export function linkingPosture({ mail, linkByEmail }: Config): string {
  const byCode =
    mail === null ? 'by the operator only, because mail is off' : 'with a code mailed to the user';
  return linkByEmail
    ? `${byCode}, or by an email that Slack has confirmed (CHATOPS_LINK_BY_EMAIL: Slack’s admins can change emails)`
    : byCode;
}
