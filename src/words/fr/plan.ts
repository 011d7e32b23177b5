import type * as english from '../en/plan.ts';

export const plan: typeof english.plan = {
  title: 'Forfait et licence',
  plan: 'Forfait',
  status: 'État de la licence',
  meaning: {
    none: 'Aucune clé de licence n’a été saisie. Saisissez-en une pour gérer les utilisateurs.',
    inactive:
      'La clé de licence n’est pas activée pour ce Hexabot. Saisissez-la de nouveau, ou libérez d’abord une activation.',
    expired: 'La licence a expiré. Renouvelez-la ; elle comptera de nouveau dans l’heure.',
    disabled:
      'La licence a été désactivée par son vendeur. Adressez-vous à lui, ou saisissez une autre clé de licence.',
    invalid:
      'Le service de licences ne connaît pas cette clé. Vérifiez qu’elle ne contient pas de faute de frappe et saisissez-la de nouveau.',
    unreachable:
      'Le service de licences n’a pas répondu depuis un jour : la gestion des utilisateurs est verrouillée jusqu’à sa réponse. Il est interrogé toutes les heures ; l’opérateur peut vérifier le réseau et LICENSE_API_URL.',
  },
  grace: 'Le service de licences ne répond pas en ce moment. Sa dernière réponse est valable jusqu’au ',
  tooSmall: 'Ce forfait ne comprend pas la gestion des utilisateurs : il faut Pro ou un forfait supérieur.',
  locked: 'Verrouillé jusque-là',
  included: 'La gestion des utilisateurs est comprise.',
};

export const planCommands: typeof english.planCommands = {
  plan: { summary: 'Forfait, statut de la licence et quota', options: {} },
};
