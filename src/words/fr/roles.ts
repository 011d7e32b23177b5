import type * as english from '../en/roles.ts';

const count = (n: number, one: string): string => `${n} ${n < 2 ? one : `${one}s`}`;
const people = (n: number): string => count(n, 'utilisateur');
const permissionCount = (n: number): string => count(n, 'permission');
const openRequests = (n: number): string =>
  n === 1 ? 'la demande en attente' : `les ${n} demandes en attente`;

export const roles: typeof english.roles = {
  title: 'Rôles',
  name: 'Rôle',
  users: 'Utilisateurs',
  people,
  count: (total) => count(total, 'rôle'),
  page: (first, last, total) => `${first}–${last} sur ${total}`,
  nobodyFound: 'Aucun rôle ne correspond. Effacez la recherche pour les voir tous.',
  again: 'Relancer cette recherche : ',
  open: 'Ouvrir…',
  show: 'Ouvrir le rôle',
  create: 'Nouveau rôle',
  previous: 'Précédent',
  next: 'Suivant',
  refresh: 'Actualiser',
  cardTitle: (name) => `Rôle ${name}`,
  holds: 'Permissions',
  permissionCount,
  holdsNothing:
    'Ce rôle n’a encore aucune permission. Avec ce seul rôle, on peut se connecter mais on ne voit rien.',
  actions: { create: 'Créer', read: 'Lire', update: 'Modifier', delete: 'Supprimer' },
  whoHas: (name) => `Qui a le rôle ${name}`,
  nobody: 'Personne n’a ce rôle.',
  more: (n) => `${people(n)} de plus : `,
  usersHidden: 'Les personnes qui ont ce rôle sont masquées, car vos rôles ne comprennent pas User: read.',
  permissions: 'Permissions',
  permissionsOf: {
    create: 'Permissions : créer',
    read: 'Permissions : lire',
    update: 'Permissions : modifier',
    delete: 'Permissions : supprimer',
  },
  rename: 'Renommer',
  remove: 'Supprimer',
  removeTitle: (name) => `Supprimer le rôle ${name} ?`,
  removeShort: 'Supprimer ce rôle ?',
  removeText: (name, permissions, requests) =>
    [
      `Personne n’a le rôle ${name}. Il comprend ${permissionCount(permissions)}.`,
      ...(requests > 0 ? [`Impossible ensuite d’approuver ${openRequests(requests)} pour ce rôle.`] : []),
      'Sa suppression est définitive.',
    ].join(' '),
  removeConfirm: 'Supprimer le rôle',
  removed: (name) => `Le rôle ${name} a été supprimé`,
  removedOutdated: (requests) => `Impossible désormais d’approuver ${openRequests(requests)} pour ce rôle.`,
  manageTitle: 'Rôles',
  manageText: 'Créez un rôle ou modifiez-en un. Votre formulaire vous attend à votre retour.',
  adjust: 'Modifier…',
};

export const roleForms: typeof english.roleForms = {
  createTitle: 'Nouveau rôle',
  createSubmit: 'Créer le rôle',
  creating: 'Création du rôle…',
  name: 'Nom',
  like: 'Copier les permissions de',
  likeHint: 'Laissez vide pour commencer sans permission.',
  likeHidden: 'Vous ne pouvez pas copier un autre rôle, car vos rôles ne comprennent pas Role: read.',
  created: (name) => `Le rôle ${name} a été créé`,
  createdNext: (name) => `Le rôle ${name} a été créé. Choisissez maintenant ses permissions.`,
  createdClosed:
    'Pour lui donner des permissions, demandez à une personne dont les rôles comprennent Permission: create et delete.',
  renameTitle: (name) => `Renommer le rôle ${name}`,
  renameShort: 'Renommer le rôle',
  renameSubmit: 'Renommer',
  renaming: 'Changement du nom…',
  renamed: (before, after) => `Le rôle ${before} s’appelle maintenant ${after}`,
  permissionsTitle: (name) => `Permissions du rôle ${name}`,
  permissionsShort: 'Permissions',
  permissionsIntro: (name) =>
    `Choisissez ce que le rôle ${name} permet de créer, de lire, de modifier et de supprimer. Vous ne pouvez donner que vos propres permissions.`,
  held: (users) =>
    users === 0
      ? 'Personne n’a ce rôle.'
      : users === 1
        ? '1 personne a ce rôle.'
        : `${users} personnes ont ce rôle.`,
  field: {
    create: 'Peut créer',
    read: 'Peut lire',
    update: 'Peut modifier',
    delete: 'Peut supprimer',
  },
  submit: 'Continuer',
  checking: 'Vérification de ce qui change…',
  reviewTitle: (name) => `Modifier les permissions du rôle ${name} ?`,
  reviewShort: 'Enregistrer ?',
  outdates: (requests) => `Impossible ensuite d’approuver ${openRequests(requests)}.`,
  outdated: (requests, canUndo) =>
    `Impossible désormais d’approuver ${openRequests(requests)}${canUndo ? ', sauf si vous annulez la modification' : ''}.`,
  change: 'Modifier les permissions',
  save: 'Enregistrer',
  saving: 'Enregistrement des permissions…',
  saved: (name) => `Les permissions du rôle ${name} ont été modifiées`,
  unchanged: (name) => `Les permissions du rôle ${name} restent les mêmes`,
  gained: 'Gagne',
  lost: 'Perd',
  delay: 'Hexabot en tient compte dans les 5 minutes.',
  back: (name) =>
    `Fermez cette fenêtre pour revenir à votre formulaire. Vous pourrez y choisir le rôle ${name}.`,
};

export const roleCommands: typeof english.roleCommands = {
  'roles list': {
    summary: 'Voir tous les rôles, et combien d’utilisateurs les ont',
    options: { search: 'Une partie du nom du rôle', page: 'Page, à partir de 1' },
  },
  'roles show': { summary: 'Voir les permissions d’un rôle, et qui l’a', options: { role: 'Nom d’un rôle' } },
  'roles create': {
    summary: 'Créer un rôle',
    options: { name: 'Nom du nouveau rôle', like: 'Rôle dont copier les permissions' },
  },
  'roles rename': {
    summary: 'Renommer un rôle',
    options: { role: 'Nom d’un rôle', to: 'Le nouveau nom' },
  },
  'roles permissions': {
    summary: 'Modifier les permissions d’un rôle',
    options: { role: 'Nom d’un rôle', action: 'Seulement create, read, update ou delete' },
  },
  'roles delete': {
    summary: 'Supprimer un rôle que personne n’a',
    options: { role: 'Nom d’un rôle' },
  },
};
