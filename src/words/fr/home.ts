import type * as english from '../en/home.ts';

export const whoami: typeof english.whoami = {
  title: 'Qui vous êtes ici',
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
    'Les options se tapent sous la forme nom:valeur ; les valeurs qui contiennent des espaces se mettent entre guillemets droits. Vous seul voyez les réponses.',
  introFields:
    'Choisissez une commande : ses options sont proposées sous forme de champs. Vous seul voyez les réponses.',
};
