const names: Record<string, string> = {
  community: 'Community',
  starter: 'Starter',
  pro: 'Pro',
  unlimited: 'Unlimited',
};

export const planName = (plan: string): string => names[plan] ?? plan;
