import type * as english from '../en/home.ts';

export const whoami: typeof english.whoami = {
  title: 'Qui vous êtes ici',
  chat: 'Compte de chat',
  permissions: 'Permissions',
  mayDo: (count) => (count < 2 ? `${count} permission` : `${count} permissions`),
};

export const home: typeof english.home = {
  title: 'Utilisateurs Hexabot',
  you: 'Vous êtes',
  plan: 'Forfait',
  quota: 'Quota',
  youMayNot: 'Vous ne pouvez pas, et pourquoi',
  sso: 'L’authentification unique (SSO) est active : les rôles et le statut sont gérés par le fournisseur d’identité.',
  search: 'Rechercher',
  searchHint: 'Une partie du prénom, du nom ou de l’e-mail',
  status: 'Statut',
  anyStatus: 'Tous',
  role: 'Rôle',
  anyRole: 'Tous',
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
