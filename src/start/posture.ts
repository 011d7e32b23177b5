import type { Config } from '../config.ts';

/** What each value of CHATOPS_APPROVALS means for whoever holds User: update (docs/design.md, section 7). */
const APPROVALS: Record<Config['approvals'], string> = {
  off: 'nobody is asked: whoever holds User: update can give anybody any role, as in Hexabot',
  escalations: 'nobody gives alone what they do not hold',
  privileged:
    'nobody gives alone what they do not hold, or gives or takes alone what makes administrators (write permissions on User, Role, Permission)',
  all: 'every role change needs a second person',
};

const hours = (ms: number): string => (ms % 3_600_000 === 0 ? `${ms / 3_600_000} h` : `${ms / 60_000} min`);

/** Who decides about roles, and where they are asked; printed at start and by doctor. */
export function approvalsPosture({ approvals, approvalChannels, requestTtlMs }: Config): string {
  const where =
    approvalChannels.length === 0
      ? 'by direct message (CHATOPS_APPROVAL_CHANNEL: also in channels)'
      : `by direct message and in ${approvalChannels.join(', ')}`;
  return `CHATOPS_APPROVALS=${approvals}: ${APPROVALS[approvals]}; asked ${where}, for ${hours(requestTtlMs)}`;
}

/** What each value of CHATOPS_STEP_UP asks for (docs/design.md, section 12). */
const STEP_UP: Record<Config['stepUp'], string> = {
  off: 'nothing takes a passkey (privileged: what makes or unmakes an administrator does)',
  privileged: 'what gives or takes write permissions on User, Role or Permission takes a passkey',
  all: 'every change for somebody else takes a passkey',
};

/** What has to be confirmed with a passkey; printed at start and by doctor. */
export function stepUpPosture({ stepUp }: Pick<Config, 'stepUp'>): string {
  return `CHATOPS_STEP_UP=${stepUp}: ${STEP_UP[stepUp]}`;
}

/** What proves who somebody is. */
export function linkingPosture({ mail, linkByEmail }: Config): string {
  const byCode = mail === null ? 'by the operator only, as mail is off' : 'by a code mailed to the user';
  return linkByEmail
    ? `${byCode}, or by the email that Slack has confirmed (CHATOPS_LINK_BY_EMAIL: the admins of Slack can change it)`
    : byCode;
}
