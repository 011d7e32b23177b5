/** At `words.screens.plan`. */
export const plan = {
  title: 'Plan and licence',
  plan: 'Plan',
  status: 'Status',
  /** What each status means and what to do. */
  meaning: {
    none: 'No license key has been entered. Enter one to manage users.',
    inactive:
      'The license key is not activated for this Hexabot. Enter it again, or free an activation first.',
    expired: 'The licence has expired. Renew it; it counts again within an hour.',
    disabled: 'The licence was disabled by who sold it. Ask them, or enter another license key.',
    invalid:
      'The licence service does not know this license key. Check it for typing errors and enter it again.',
    unreachable:
      'The licence service did not answer for a day, so user management is locked until it does. It is asked every hour; the operator can check the network and LICENSE_API_URL.',
  } as Record<string, string>,
  grace: 'The licence service does not answer at the moment. What it said last holds until ',
  tooSmall: 'This plan does not include user management: Pro or higher does.',
  locked: 'Locked until then',
  included: 'User management is included.',
};

export const planCommands = {
  plan: { summary: 'Plan, licence status and quota', options: {} },
};
