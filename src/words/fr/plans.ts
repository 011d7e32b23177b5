const names: Record<string, string> = {
  community: 'Community',
  starter: 'Starter',
  pro: 'Pro',
  unlimited: 'Unlimited',
};

export const planName = (plan: string): string => names[plan] ?? plan;

const statuses: Record<string, string> = {
  active: 'active',
  none: 'aucune licence',
  inactive: 'non activée',
  expired: 'expirée',
  disabled: 'désactivée',
  invalid: 'non valide',
  unreachable: 'service de licences injoignable',
};

export const licenceStatus = (status: string): string => statuses[status] ?? status;
