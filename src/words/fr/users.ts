import type * as english from '../en/users.ts';
import { platformName } from '../platform-name.ts';

const count = (n: number, one: string, many = `${one}s`): string => `${n} ${n < 2 ? one : many}`;
const people = (n: number): string => count(n, 'utilisateur');

export const user: typeof english.user = {
  id: 'ID',
  name: 'Nom complet',
  username: 'Nom d’utilisateur',
  email: 'E-mail',
  roles: 'Rôles',
  status: 'Statut',
  created: 'Créé',
  updated: 'Modifié',
  setAside: (names) => `${names} (de retour à l’activation du compte)`,
};

export const users: typeof english.users = {
  title: 'Utilisateurs',
  page: (first, last, total) => `${first}–${last} sur ${total}`,
  found: (total) => count(total, 'résultat'),
  nobody: 'Aucun utilisateur.',
  nobodyFound: 'Aucun utilisateur ne correspond. Effacez la recherche ou un filtre pour en voir plus.',
  rolesHidden: 'Les rôles sont masqués, car les vôtres ne comprennent pas Role: read.',
  sso: 'L’authentification unique (SSO) est active : votre fournisseur d’identité gère les rôles et le statut.',
  again: 'Relancer cette recherche : ',
  shared: (name) => `Partagé par ${name}. Ce que vous ouvrez d’ici n’est visible que par vous.`,
  previous: 'Précédent',
  next: 'Suivant',
  refresh: 'Actualiser',
  share: 'Partager',
  shareConfirm: {
    title: 'Partager cette liste ?',
    text: 'Toutes les personnes de ce canal verront le nom, l’e-mail, les rôles et le statut de ces utilisateurs.',
    confirm: 'Partager',
  },
};

export const card: typeof english.card = {
  mayDo: 'Ce que les rôles permettent',
  mayDoNothing: 'rien',
  permissionsHidden: 'Ce que les rôles permettent est masqué : vos rôles ne comprennent pas Role: read.',
  links: 'Lié dans le chat',
  notLinked: 'non lié',
  linkedSince: ' depuis le ',
  suspended: 'suspendu',
  history: 'Dernières modifications',
  noHistory: 'Aucune modification pour le moment.',
  historyHidden: 'Les dernières modifications sont masquées : vos rôles ne comprennent pas AuditLog: read.',
  enable: 'Activer',
  disable: 'Désactiver',
  manageRoles: 'Gérer les rôles',
  resend: 'Renvoyer la confirmation',
  open: 'Ouvrir',
};

export const userStatus: typeof english.userStatus = {
  enable: {
    title: (n) => `Activer ${people(n)} ?`,
    listed: 'Seront activés',
    effect:
      'Ils pourront de nouveau se connecter et utiliser cette application. Ils en sont avertis par e-mail si l’envoi d’e-mails est actif, et dans le chat s’ils sont liés.',
    confirm: 'Activer',
    confirmOne: (name) => `${name} pourra se connecter et utiliser cette application, et en sera averti.`,
    done: (n) => count(n, 'utilisateur activé', 'utilisateurs activés'),
    listedDone: 'Activés',
    ended: (_, hexabotLinks) =>
      hexabotLinks
        ? 'Il n’y a plus rien à confirmer.'
        : 'Les liens des e-mails de confirmation précédents ne fonctionnent plus : il n’y a plus rien à confirmer.',
  },
  disable: {
    title: (n) => `Désactiver ${people(n)} ?`,
    listed: 'Seront désactivés',
    effect:
      'Ils n’ont plus accès jusqu’à ce que quelqu’un les réactive. Ils en sont avertis par e-mail si l’envoi d’e-mails est actif, et dans le chat s’ils sont liés.',
    confirm: 'Désactiver',
    confirmOne: (name) =>
      `${name} n’aura plus accès jusqu’à ce que quelqu’un réactive son compte, et en sera averti.`,
    done: (n) => count(n, 'utilisateur désactivé', 'utilisateurs désactivés'),
    listedDone: 'Désactivés',
    ended: ({ sessions, tokens, roles }, hexabotLinks) =>
      `${[
        `Terminé : ce que leurs comptes de chat peuvent faire ici${hexabotLinks ? '' : ', et les liens des e-mails de confirmation'}`,
        ...(sessions > 0 ? [count(sessions, 'session ouverte', 'sessions ouvertes')] : []),
        ...(tokens > 0 ? [count(tokens, 'jeton MCP', 'jetons MCP')] : []),
        ...(roles > 0 ? [`${count(roles, 'rôle mis', 'rôles mis')} de côté jusqu’à la réactivation`] : []),
      ].join(
        ' ; ',
      )}.${hexabotLinks ? ' Les liens de confirmation sont ceux de Hexabot et restent utilisables jusqu’à leur expiration.' : ''}`,
  },
  titleOne: { enable: 'Activer cet utilisateur ?', disable: 'Désactiver cet utilisateur ?' },
  leftOut: 'Laissés de côté, et pourquoi',
  failed: 'Non effectué, et pourquoi',
  nothingDone: 'Rien n’a été modifié',
  undo: 'Annuler la modification',
  undoNote: 'Vous pouvez revenir en arrière pendant cinq minutes.',
  cancelled: { title: 'Abandonné', text: 'Rien n’a été modifié.' },
  undone: 'Modification annulée',
  undoneText: (names) => `La modification a été annulée pour ${names}.`,
};

export const manage: typeof english.manage = { label: 'Gérer les rôles…' };

export const userRoles: typeof english.userRoles = {
  title: 'Gérer les rôles',
  submit: 'Continuer',
  working: 'Calcul de ce qui change…',
  present: 'Rôles actuels',
  field: 'Rôles',
  hint: 'La liste est remplacée par ce qui est choisi ici.',
  same: (roles) => `L’utilisateur a déjà exactement ces rôles : ${roles}. Rien n’a été modifié.`,
  reviewTitle: (name) => `Modifier les rôles de ${name} ?`,
  reviewShort: 'Enregistrer ?',
  before: 'Rôles actuels',
  after: 'Nouveaux rôles',
  gained: 'Permissions obtenues',
  lost: 'Permissions perdues',
  noDiff: 'Ce que l’utilisateur peut faire ne change pas.',
  change: 'Modifier',
  save: 'Enregistrer',
  saving: 'Enregistrement des rôles…',
  done: (name) => `Les rôles de ${name} ont été modifiés`,
};

export const resend: typeof english.resend = {
  title: 'E-mail de confirmation envoyé',
  text: (name, email, hexabotLinks) =>
    `Un nouvel e-mail de confirmation pour ${name} est en route vers ${email}. Les liens précédents ${hexabotLinks ? 'restent utilisables jusqu’à leur expiration' : 'ne fonctionnent plus'}.`,
};

export const add: typeof english.add = {
  title: 'Ajouter un utilisateur',
  submit: 'Ajouter',
  working: 'Création de l’utilisateur…',
  first: 'Prénom',
  last: 'Nom',
  username: 'Nom d’utilisateur',
  email: 'E-mail',
  password: 'Mot de passe',
  passwordHint: 'Au moins 8 caractères.',
  passwordExposed: (platform) =>
    `Lisible par qui voit votre écran, et il passe par ${platformName(platform)}.`,
  confirmation: 'Mot de passe, de nouveau',
  roles: 'Rôles',
  ssoNote:
    'L’authentification unique (SSO) est active : ce compte sera local, en dehors du fournisseur d’identité.',
  inviteNote: 'Le nouvel utilisateur choisit son mot de passe en confirmant.',
  unknownRoles: (names) => `Rôles inconnus, laissés de côté : ${names}.`,
  done: (name) => `${name} a été ajouté`,
  mailOn: (email) =>
    `Un e-mail de confirmation est en route vers ${email}. L’utilisateur est en attente jusqu’à sa confirmation.`,
  mailOff:
    'L’envoi d’e-mails est désactivé : aucune confirmation n’a été envoyée et l’utilisateur reste en attente. Activez-le à la main : /hexa users enable, ou la page Utilisateurs du panneau d’administration.',
};
