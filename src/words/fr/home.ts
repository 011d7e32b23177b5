import type * as english from '../en/home.ts';

export const whoami: typeof english.whoami = {
  title: 'Qui vous êtes',
  chat: 'Compte de chat',
  permissions: 'Permissions',
  mayDo: (count) => (count < 2 ? `${count} permission` : `${count} permissions`),
};

export const home: typeof english.home = {
  greeting: (firstName) => `Bonjour ${firstName}`,
  you: (name, email) => `Vous êtes connecté en tant que ${name} (${email})`,
  plan: (plan) => `forfait ${plan}`,
  sso: 'L’authentification unique (SSO) est active : votre fournisseur d’identité gère les rôles et le statut.',
  waiting: (count) =>
    count < 2 ? 'En attente de votre décision' : `En attente de votre décision (${count})`,
  review: 'Examiner',
  allWaiting: (count) => `Voir les ${count}`,
  users: 'Utilisateurs',
  requests: 'Demandes',
  help: 'Aide',
  search: 'Rechercher',
  searchHint: 'Nom ou e-mail',
  status: 'Statut',
  anyStatus: 'Tous les statuts',
  role: 'Rôle',
  anyRole: 'Tous les rôles',
  clear: 'Effacer',
  add: 'Ajouter un utilisateur',
};

export const help: typeof english.help = {
  title: 'Commandes',
  intro:
    'Tapez les options sous la forme nom:valeur, avec des guillemets droits autour des valeurs qui contiennent des espaces. Vous seul voyez les réponses.',
  introFields: 'Choisissez une commande, et Discord demande ses options. Vous seul voyez les réponses.',
};
