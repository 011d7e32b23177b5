import { licenceStatus, planName } from './plans.ts';

/** At `words.screens.why`: what the gate asks, and what it says of somebody else. */
export const why = {
  ownTitle: (path: string) => `Can I use /hexa ${path}?`,
  otherTitle: (path: string, name: string) => `Can ${name} use /hexa ${path}?`,
  shortTitle: 'Why',
  yes: 'Yes, you can.',
  otherYes: (name: string) => `Yes, ${name} can.`,
  no: (reason: string) => `No. ${reason}`,
  questions: {
    workspace: 'Workspace',
    link: 'Account linked',
    account: 'Account active',
    plan: 'Plan',
    permissions: 'Permissions',
    sso: 'Single sign-on',
    quota: 'Quota',
  },
  passed: '✓ passed',
  stops: '✕ stops here',
  alsoStops: (text: string) => `✕ also in the way. ${text}`,
  notReached: '– not checked',
  notAsked: '– not needed',
  rules:
    'Some rules depend on who it’s about, such as not disabling your own account. Those are checked when you do it.',
  /** The refusals, said of somebody else: why, and what to do. */
  other: {
    workspace: (name: string) => `${name} isn’t in this workspace.`,
    link: (name: string) => `${name} hasn’t linked a chat account here. They can with /hexa link.`,
    account: (name: string) =>
      `${name}’s account or link isn’t active. Enable them first with /hexa users enable.`,
    permissions: (name: string, missing: string) =>
      `${name}’s roles don’t include ${missing}. Give them a role that does with /hexa users roles.`,
    plan: (plan: string, status: string) =>
      `User management needs an active Pro licence or higher. Your plan is ${planName(plan)} (${licenceStatus(status)}). See /hexa plan.`,
  },
};

export const whyCommands = {
  why: {
    summary: 'Check whether you can use a command, and what to do if not',
    options: {
      command: 'A command, for example users add',
      for: 'Someone else: email, username, ID or @mention',
    },
  },
};
