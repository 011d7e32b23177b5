import { listed } from '../listed.ts';
import { audit } from './audit.ts';
import { help, home, whoami } from './home.ts';
import { link, links } from './links.ts';
import { passkeys, proof } from './passkeys.ts';
import { plan } from './plan.ts';
import { licenceStatus, planName } from './plans.ts';
import { request, requestForm, requests } from './request-screens.ts';
import { roleForms, roles } from './roles.ts';
import { add, card, manage, resend, unclear, user, userRoles, userStatus, users } from './users.ts';
import { why } from './why.ts';

const common = {
  appName: 'Hexabot users',
  /** Between a label and its value. */
  colon: ':',
  close: 'Close',
  cancel: 'Cancel',
  andMore: (more: number) => `and ${more} more`,
  showAll: (all: number) => `Show all ${all}`,
  showAllOf: (label: string, all: number) => `${label}: show all ${all}`,
  readAsUsernames: (typed: readonly string[]): string =>
    typed.length === 1
      ? `Read ${typed[0]} as the username ${typed[0]?.slice(1)}.`
      : `Read ${listed(typed, common.andMore)} as usernames.`,
  allOf: (all: number) => `All ${all}`,
  loading: 'Loading…',
  none: 'none',
  hidden: 'hidden',
  never: 'never',
  openInHexabot: 'Open in Hexabot',
  plan: planName,
  licence: licenceStatus,
  quota: (used: number, limit: number | null) => `Users: ${used}/${limit ?? 'unlimited'}`,
  /** For an error of ours; the reference is in the log. */
  unexpected: (reference: string) => ({
    title: 'Something went wrong',
    text: `This is our fault, and nothing was changed. Try again. If it keeps happening, give your operator this reference: ${reference}`,
  }),
  /** Below what is shown as plain text only, because the platform refused the screen. */
  onlyText: (reference: string) =>
    `We couldn’t show this the way it should look. Give your operator this reference: ${reference}`,
  /** The same where something was changed, or may have been. */
  unexpectedAfter: (reference: string) => ({
    title: 'Something went wrong',
    text: `This is our fault. Your change may have gone through, so check before you try again. Give your operator this reference: ${reference}`,
  }),
  status: { active: 'Active', pending: 'Pending', disabled: 'Disabled', inactive: 'Inactive' },
};

const refusal = {
  seePricing: 'See pricing',
  enterKey: 'Enter license key',
  enterKeyStandalone: 'Your operator sets the plan here with CHATOPS_PLAN.',
  enterKeyUnknown: 'Enter the license key in Hexabot under Settings › Global settings.',
};

/** What platforms say by themselves. */
const platform = {
  /** Told in a direct message when an answer could not be shown where it belonged. */
  couldNotShow: 'Slack wouldn’t let me show this where you asked, so here it is:',
  formExpired: 'The form didn’t open in time. Please try again.',
};

export const screens = {
  common,
  user,
  users,
  card,
  userStatus,
  unclear,
  manage,
  userRoles,
  resend,
  add,
  whoami,
  home,
  help,
  refusal,
  platform,
  audit,
  roles,
  roleForms,
  plan,
  why,
  request,
  requestForm,
  requests,
  link,
  links,
  passkeys,
  proof,
};
