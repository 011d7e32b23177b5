import type * as english from '../en/users.ts';
import { listed } from '../listed.ts';
import { platformName } from '../platform-name.ts';

const list = (items: readonly string[]): string => listed(items, (more) => `et ${more} de plus`);

const count = (n: number, one: string, many = `${one}s`): string => `${n} ${n < 2 ? one : many}`;
const people = (n: number): string => count(n, 'utilisateur');
const openRequests = (n: number): string => count(n, 'demande en attente', 'demandes en attente');
const withdrawn = (n: number): string =>
  count(n, 'demande en attente a été retirée', 'demandes en attente ont été retirées');

type Affected = string | number;

const whom = (who: Affected): string => (typeof who === 'string' ? who : people(who));
const account = (who: Affected): string =>
  typeof who === 'string' ? `Compte de ${who}` : count(who, 'compte');
const plural = (who: Affected): string => (typeof who === 'string' || who < 2 ? '' : 's');
const told = (mail: boolean): string =>
  mail ? 'Nous préviendrons par e-mail et dans le chat.' : 'Nous préviendrons dans le chat.';

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
  mayDo: 'Permissions',
  mayDoNothing: 'aucune',
  permissionsHidden: 'Les permissions sont masquées, car vos rôles ne comprennent pas Role: read.',
  links: 'Comptes de chat liés',
  notLinked: 'aucun',
  mail: 'E-mail de confirmation',
  mailRefused: (reason) => `Non remis : ${reason}`,
  linkedSince: ' depuis le ',
  suspended: 'suspendu',
  notServed: 'ne fonctionne plus : son espace n’est pas connecté',
  history: 'Dernières modifications',
  panelEnables: {
    undo: 'Activez ce compte ici. Une activation dans Hexabot dure une minute au plus : son journal n’est pas dans cette base de données, nous ne voyons pas par qui.',
    trust:
      'Le journal de Hexabot n’est pas dans cette base de données : toute activation là-bas compte, même par un ancien lien de confirmation.',
  },
  noHistory: 'Aucune modification pour le moment.',
  historyHidden:
    'Les dernières modifications sont masquées, car vos rôles ne comprennent pas AuditLog: read.',
  enable: 'Activer',
  disable: 'Désactiver',
  manageRoles: 'Gérer les rôles',
  resend: 'Renvoyer la confirmation',
  open: 'Ouvrir',
};

export const userStatus: typeof english.userStatus = {
  enable: {
    title: (who) => `Activer ${whom(who)} ?`,
    effect: (mail, { linksDie }) =>
      [
        'Connexion et accès à cette application à nouveau possibles.',
        ...(linksDie ? ['Les liens de confirmation déjà envoyés ne fonctionneront plus.'] : []),
        told(mail),
      ].join(' '),
    confirm: 'Activer',
    done: (who) => `${account(who)} activé${plural(who)}`,
    ended: (_, hexabotLinks) =>
      hexabotLinks
        ? 'Il n’y a plus rien à confirmer.'
        : 'Les liens de confirmation précédents ne fonctionnent plus.',
  },
  disable: {
    title: (who) => `Désactiver ${whom(who)} ?`,
    effect: (mail, { requests, signsOut, linksDie, panelStays }) =>
      [
        'Plus aucune connexion possible jusqu’à une réactivation.',
        `Prend fin : ${[
          'accès par le chat',
          ...(linksDie ? ['liens de confirmation'] : []),
          ...(signsOut ? ['sessions', 'jetons MCP'] : []),
        ].join(', ')}.`,
        ...(requests > 0
          ? [`${count(requests, 'demande en attente retirée', 'demandes en attente retirées')}.`]
          : []),
        ...(panelStays
          ? ['Une page du panneau déjà ouverte reçoit encore des messages jusqu’à sa fermeture.']
          : []),
        told(mail),
      ].join(' '),
    confirm: 'Désactiver',
    done: (who) => `${account(who)} désactivé${plural(who)}`,
    ended: ({ sessions, tokens, roles, requests }, hexabotLinks) =>
      [
        hexabotLinks
          ? 'L’accès par le chat est fermé. Les liens de confirmation de Hexabot fonctionnent jusqu’à leur expiration.'
          : 'L’accès par le chat et les liens de confirmation ne fonctionnent plus.',
        ...(sessions > 0 ? [`${count(sessions, 'session fermée', 'sessions fermées')}.`] : []),
        ...(tokens > 0 ? [`${count(tokens, 'jeton MCP révoqué', 'jetons MCP révoqués')}.`] : []),
        ...(roles > 0
          ? [`${count(roles, 'rôle sera rendu', 'rôles seront rendus')} à la réactivation du compte.`]
          : []),
        ...(requests > 0 ? [`${withdrawn(requests)}.`] : []),
      ].join(' '),
  },
  roleless: (names) =>
    `Aucun rôle ne reste à ${list(names)} : ils ont été supprimés dans Hexabot. Donnez-en d’autres avec Gérer les rôles.`,
  skipped: 'Ignorés',
  failed: 'En échec',
  nothingDone: 'Rien n’a été modifié',
  undo: 'Annuler la modification',
  undoNote: 'Vous pouvez revenir en arrière pendant cinq minutes.',
  cancelled: { title: 'Abandonné', text: 'Rien n’a été modifié.' },
  undone: 'Modification annulée',
  undoneText: (names) => `Rétabli : ${names.length > 3 ? `${names.length} utilisateurs` : names.join(', ')}`,
  returned: ({ reopened, stayWithdrawn, approvable, sessions, tokens, withdrawn: ended, mailed }) => [
    ...(reopened > 0 ? [`${count(reopened, 'demande rouverte', 'demandes rouvertes')}.`] : []),
    ...(stayWithdrawn > 0
      ? [
          `${count(stayWithdrawn, 'demande ne peut pas être rouverte', 'demandes ne peuvent pas être rouvertes')} : délai dépassé, demande refaite depuis, ou compte du demandeur inactif.`,
        ]
      : []),
    ...(approvable > 0
      ? [
          `${openRequests(approvable)} ${approvable === 1 ? 'peut' : 'peuvent'} de nouveau être ${approvable === 1 ? 'approuvée' : 'approuvées'}.`,
        ]
      : []),
    ...(sessions > 0 ? ['Il faudra se reconnecter.'] : []),
    ...(tokens > 0 ? [`${count(tokens, 'jeton MCP révoqué', 'jetons MCP révoqués')} définitivement.`] : []),
    ...(ended > 0 ? [`${withdrawn(ended)}.`] : []),
    ...(mailed ? ['Un nouvel e-mail de confirmation est en route.'] : []),
  ],
};

export const manage: typeof english.manage = { label: 'Gérer les rôles…' };

export const userRoles: typeof english.userRoles = {
  title: 'Gérer les rôles',
  submit: 'Continuer',
  working: 'Vérification de ce qui change…',
  present: 'Rôles actuels',
  field: 'Rôles',
  hint: 'Ils remplacent les rôles actuels.',
  same: (roles) => `Rien à enregistrer. Les rôles sont déjà : ${list(roles)}.`,
  reviewTitle: (name) => `Modifier les rôles de ${name} ?`,
  reviewShort: 'Enregistrer ?',
  outdates: (name, requests) => `Impossible ensuite d’approuver ${openRequests(requests)} pour ${name}.`,
  outdated: (name, requests) =>
    `Impossible désormais d’approuver ${openRequests(requests)} pour ${name}, sauf si vous annulez la modification.`,
  endsTimed: (roles) =>
    `Met fin avant l’heure à l’accès temporaire : ${new Intl.ListFormat('fr').format(roles)}.`,
  endedTimed: (roles) =>
    `Accès temporaire interrompu : ${new Intl.ListFormat('fr').format(roles)}. Si vous annulez la modification, il prendra fin à la date prévue.`,
  before: 'Rôles actuels',
  after: 'Nouveaux rôles',
  gained: 'Permissions obtenues',
  lost: 'Permissions perdues',
  noDiff: 'Les permissions restent les mêmes.',
  change: 'Modifier les rôles',
  save: 'Enregistrer',
  saving: 'Enregistrement des rôles…',
  done: (name) => `Les rôles de ${name} ont été modifiés`,
};

export const unclear: typeof english.unclear = {
  nobody: (query, by) => {
    if (by === 'mention') return 'n’est lié à aucun utilisateur Hexabot';
    return by === 'role' || by === 'group' || by === 'everyone'
      ? unclear.many(query, by)
      : 'utilisateur introuvable';
  },
  many: (query, by) => {
    if (by === 'role') return 'Cette mention désigne un rôle Discord, pas une personne.';
    if (by === 'everyone') return `« ${query} » désigne tout le monde dans le canal.`;
    return query.startsWith('<')
      ? 'Cette mention désigne un groupe Slack, pas une personne.'
      : `« ${query} » est un groupe Slack, pas une personne.`;
  },
  several: (candidates) =>
    candidates.length === 0
      ? 'correspond à plusieurs utilisateurs'
      : `peut désigner ${candidates.join(', ')}`,
};

export const resend: typeof english.resend = {
  title: (name) => `Nouvel e-mail de confirmation envoyé à ${name}`,
  text: (email, hexabotLinks) =>
    `Il est en route vers ${email}. Les liens précédents ${hexabotLinks ? 'restent utilisables jusqu’à leur expiration' : 'ne fonctionnent plus'}.`,
  refusedTitle: 'Nouvel essai',
  refused: (name, email, reason) =>
    `Le dernier e-mail de confirmation pour ${name} (${email}) n’a pas été remis. Le serveur de messagerie a répondu : ${reason}. Nous réessayons une fois, et vous prévenons aussitôt s’il est refusé de nouveau. Si l’adresse est fausse, corrigez-la d’abord dans le panneau d’administration.`,
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
    `Toute personne qui voit votre écran peut le lire, et il passe par ${platformName(platform)}.`,
  confirmation: 'Confirmer le mot de passe',
  roles: 'Rôles',
  ssoNote:
    'L’authentification unique (SSO) est active. Ce compte est local : votre fournisseur d’identité ne le connaîtra pas.',
  inviteNote: 'Le nouvel utilisateur choisit son mot de passe en confirmant.',
  unknownRoles: (names) => `Rôles inconnus, ignorés : ${list(names)}.`,
  done: (name) => `${name} a été ajouté`,
  mailOn: (email) =>
    `Un e-mail de confirmation est en route vers ${email}. Le compte reste en attente jusqu’à la confirmation.`,
  mailOff:
    'L’envoi d’e-mails est désactivé, aucune confirmation n’a donc été envoyée. Le compte reste en attente jusqu’à ce que vous l’activiez.',
};
