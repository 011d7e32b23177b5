const names: Record<string, string> = {
  community: 'Community',
  starter: 'Starter',
  pro: 'Pro',
  unlimited: 'Unlimited',
};

export const planName = (plan: string): string => names[plan] ?? plan;

const statuses: Record<string, string> = {
  active: 'active',
  none: 'no licence',
  inactive: 'not activated',
  expired: 'expired',
  disabled: 'disabled',
  invalid: 'invalid',
  unreachable: 'licence service unreachable',
};

export const licenceStatus = (status: string): string => statuses[status] ?? status;
