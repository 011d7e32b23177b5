/** At `words.screens.plan`. */
export const plan = {
  title: 'Plan and licence',
  plan: 'Plan',
  status: 'Status',
  /** What each status means and what to do. */
  meaning: {
    none: 'Enter a license key to manage users.',
    inactive:
      'Your license key isn’t activated for this Hexabot. Enter it again, or free up an activation first.',
    expired: 'Your licence has expired. Renew it, and user management is back within an hour.',
    disabled: 'Your licence was disabled by the seller. Contact them, or enter another license key.',
    invalid: 'That license key isn’t valid. Check it for typos and enter it again.',
    unreachable:
      'We haven’t reached the licence service for a day, so user management is locked until we do. We try every hour. Your operator can check the network and LICENSE_API_URL.',
  } as Record<string, string>,
  grace: 'We can’t reach the licence service right now. Your plan stays as it is until ',
  tooSmall: 'Your plan doesn’t include user management. Upgrade to Pro or higher.',
  locked: 'Locked',
  included: 'User management is included.',
};

export const planCommands = {
  plan: { summary: 'Your plan, licence and quota', options: {} },
};
