import type * as english from '../en/plan.ts';

export const plan: typeof english.plan = {
  title: 'Forfait et licence',
  plan: 'Forfait',
  status: 'État de la licence',
  meaning: {
    none: 'Saisissez une clé de licence pour gérer les utilisateurs.',
    inactive:
      'La clé de licence n’est pas activée pour ce Hexabot. Saisissez-la de nouveau, ou libérez d’abord une activation.',
    expired: 'Votre licence a expiré. Renouvelez-la, et la gestion des utilisateurs revient dans l’heure.',
    disabled:
      'La licence a été désactivée par son vendeur. Adressez-vous à lui, ou saisissez une autre clé de licence.',
    invalid:
      'Cette clé de licence n’est pas valide. Vérifiez qu’elle ne contient pas de faute de frappe et saisissez-la de nouveau.',
    unreachable:
      'Nous n’avons pas joint le service de licences depuis un jour, la gestion des utilisateurs est donc verrouillée en attendant. Nous essayons toutes les heures. Votre opérateur peut vérifier le réseau et LICENSE_API_URL.',
  },
  grace: 'Nous ne parvenons pas à joindre le service de licences. Votre forfait reste le même jusqu’au ',
  tooSmall: 'Votre forfait ne comprend pas la gestion des utilisateurs. Passez au forfait Pro ou supérieur.',
  locked: 'Verrouillé',
  included: 'La gestion des utilisateurs est comprise.',
};

export const planCommands: typeof english.planCommands = {
  plan: { summary: 'Votre forfait, votre licence et votre quota', options: {} },
};
