import type { errors as englishErrors, problems as englishProblems } from '../en/errors.ts';
import { licenceStatus, planName } from './plans.ts';
import { requestErrors, requestProblems } from './requests.ts';
import { screens } from './screens.ts';

const statusWord = (status: string): string => screens.common.status[status as 'active'].toLowerCase();
const list = (items: readonly string[]): string => items.join(', ');

/** L’identifiant dans une mention comme `<@U024BE7LH>`. */
const mentioned = (query: string): string => query.replace(/^<@!?|[|>].*$/g, '');

export const errors: typeof englishErrors = {
  ...requestErrors,
  stranger: () => ({
    title: 'Non disponible ici',
    text: 'Cette application ne dessert pas votre espace de travail. Adressez-vous aux personnes qui la gèrent.',
  }),
  not_linked: () => ({
    title: 'Pas encore lié',
    text: 'Votre compte de chat n’est pas lié à un utilisateur Hexabot. Tapez /hexa link pour le lier.',
  }),
  account_not_active: () => ({
    title: 'Compte non actif',
    text: 'L’utilisateur Hexabot lié à votre compte de chat n’est pas actif. Demandez à un autre administrateur de l’activer.',
  }),
  plan_locked: ({ plan, status }) => ({
    title: 'La gestion des utilisateurs est verrouillée',
    text: `La gestion des utilisateurs demande une licence active, au forfait Pro ou supérieur. Forfait actuel : ${planName(plan)} (${licenceStatus(status)}).`,
  }),
  permission_missing: ({ missing }) => ({
    title: 'Permission manquante',
    text: `Vos rôles ne comprennent pas : ${list(missing)}. Demandez à un administrateur un rôle qui les comprend.`,
  }),
  sso_closed: () => ({
    title: 'Géré par l’authentification unique',
    text: 'L’authentification unique (SSO) est active : le fournisseur d’identité fait foi. Faites cette modification chez lui.',
  }),
  quota_reached: ({ used, limit, upgradeTo }) => ({
    title: 'Quota atteint',
    text:
      upgradeTo === null
        ? `Utilisateurs : ${used}/${limit}. Le forfait n’en permet pas davantage.`
        : `Utilisateurs : ${used}/${limit}. Passez au forfait ${planName(upgradeTo)} pour en ajouter.`,
  }),
  unknown_command: ({ typed, nearest }) => ({
    title: 'Commande inconnue',
    text:
      nearest === null
        ? `Il n’y a pas de commande « ${typed} ». /hexa help donne la liste des commandes.`
        : `Il n’y a pas de commande « ${typed} ». Vouliez-vous dire /hexa ${nearest} ? /hexa help donne la liste des commandes.`,
  }),
  unknown_option: ({ option, known, nearest }) => ({
    title: 'Option inconnue',
    text: [
      `Cette commande n’a pas d’option « ${option} : ».`,
      ...(nearest === null ? [] : [`Vouliez-vous dire « ${nearest} : » ?`]),
      known.length === 0
        ? 'Elle n’en prend aucune.'
        : `Elle prend : ${list(known.map((name) => `${name}:`))}.`,
      'Si cela fait partie d’un texte, mettez ce texte entre guillemets.',
    ].join(' '),
  }),
  unexpected_text: ({ text, usage }) => ({
    title: 'Pas compris',
    text: `Je ne sais pas ce que « ${text} » veut dire ici. Utilisation : ${usage}`,
  }),
  option_missing: ({ option, usage }) => ({
    title: 'Il manque quelque chose',
    text: `Indiquez « ${option} », de cette façon : ${usage}`,
  }),
  option_invalid: ({ option, value, allowed }) => ({
    title: 'Valeur impossible',
    text: `« ${value} » n’est pas possible pour ${option}:. Valeurs possibles : ${list(allowed)}.`,
  }),
  password_typed: ({ usage }) => ({
    title: 'Ne tapez jamais de mot de passe ici',
    text: `Ce qui est tapé dans le chat reste dans son historique : un mot de passe ne se donne que dans le formulaire. Rien n’a été fait. Tapez ${usage} sans lui, et choisissez un autre mot de passe que celui que vous avez tapé.`,
  }),
  only_one_person: ({ named }) => ({
    title: 'Une seule personne à la fois',
    text: `Vous avez nommé ${named} personnes, et cette commande n’en prend qu’une. Rien n’a été fait.`,
  }),
  too_many_people: ({ named, most }) => ({
    title: 'Trop de personnes',
    text: `Vous avez nommé ${named} personnes. Une commande en prend ${most} au plus : rien n’a été fait. Séparez la liste.`,
  }),
  invalid: () => ({
    title: 'Vérifiez le formulaire',
    text: 'Certains champs sont à revoir. Rien n’a été modifié.',
  }),
  user_not_found: ({ query }) => {
    if (/^<@&|^<!/.test(query)) {
      return {
        title: 'Ce n’est pas une personne',
        text: 'Cette mention désigne un rôle ou un groupe, pas une personne. Mentionnez chaque personne, ou donnez son e-mail.',
      };
    }
    if (query.startsWith('<@')) {
      return {
        title: 'Lié à aucun utilisateur',
        text: `Le compte de chat ${mentioned(query)} n’est lié à aucun utilisateur Hexabot. Demandez à la personne de taper /hexa link, ou nommez l’utilisateur par son e-mail.`,
      };
    }
    if (query.startsWith('@')) {
      return {
        title: 'Utilisateur introuvable',
        text: `« ${query} » n’est pas arrivé comme une mention, j’ai donc cherché le nom d’utilisateur « ${query.slice(1)} » : personne ne l’a. Choisissez la personne dans la liste qui s’ouvre après @, ou donnez son e-mail.`,
      };
    }
    return {
      title: 'Utilisateur introuvable',
      text: `Aucun utilisateur n’a pour e-mail, nom d’utilisateur, identifiant ou nom « ${query} ». /hexa users list montre tous les utilisateurs.`,
    };
  },
  user_ambiguous: ({ query, candidates }) => ({
    title: 'Plusieurs utilisateurs',
    text: `« ${query} » correspond à plusieurs utilisateurs. ${candidates.length > 0 ? 'Choisissez-en un :' : 'Tapez exactement l’e-mail ou le nom d’utilisateur de l’un d’eux.'}`,
  }),
  users_unclear: () => ({
    title: 'Des noms ne sont pas clairs',
    text: 'Rien n’a été fait. Ces noms sont à revoir :',
  }),
  already_linked: ({ name }) => ({
    title: 'Déjà lié',
    text: `Ce compte de chat ou ${name} est déjà lié. Retirez d’abord l’ancien lien, avec /hexa unlink ou par un administrateur avec /hexa links.`,
  }),
  role_not_found: ({ query, known }) => ({
    title: 'Rôle introuvable',
    text:
      known === null
        ? `Il n’y a pas de rôle « ${query} ».`
        : `Il n’y a pas de rôle « ${query} ». Il y a : ${list(known)}.`,
  }),
  role_ambiguous: ({ query, names }) => ({
    title: 'Plusieurs rôles',
    text: `« ${query} » peut désigner l’un de ceux-ci : ${list(names)}. Tapez le nom exactement comme il est écrit.`,
  }),
  own_account: () => ({
    title: 'Pas votre propre compte',
    text: 'Personne ne change le statut de son propre compte. Adressez-vous à un autre administrateur.',
  }),
  own_admin_role: () => ({
    title: 'Pas votre propre rôle admin',
    text: 'Personne ne se retire le rôle admin. Adressez-vous à un autre administrateur.',
  }),
  own_role: ({ role }) => ({
    title: 'Votre propre rôle',
    text: `Vous avez vous-même le rôle ${role}, vous ne pouvez donc pas le supprimer. Adressez-vous à un administrateur qui ne l’a pas.`,
  }),
  last_admin: ({ name }) => ({
    title: 'Le dernier administrateur complet',
    text: `Sans ${name}, plus personne ne pourrait gérer les utilisateurs, les rôles et les permissions. Donnez d’abord tous ces droits à quelqu’un d’autre.`,
  }),
  status_unchanged: ({ name, status }) => ({
    title: 'Rien à modifier',
    text: `Le statut de ${name} est déjà « ${statusWord(status)} ».`,
  }),
  roles_changed: ({ name, present }) => ({
    title: 'Les rôles ont changé entre-temps',
    text: `Quelqu’un d’autre a modifié les rôles de ${name}. Ce sont maintenant : ${present.length === 0 ? 'aucun' : list(present)}. Rien n’a été enregistré ; rouvrez le formulaire.`,
  }),
  role_protected: ({ role }) => ({
    title: 'Un rôle protégé',
    text: `Le rôle ${role} ne peut être ni renommé ni supprimé.`,
  }),
  role_in_use: ({ role, users }) => ({
    title: 'Le rôle est utilisé',
    text: `${users === 1 ? '1 utilisateur a' : `${users} utilisateurs ont`} le rôle ${role}. ${users === 1 ? 'Donnez-lui' : 'Donnez-leur'} d’abord d’autres rôles : /hexa users list role:"${role}"`,
  }),
  not_pending: ({ name, status }) => ({
    title: 'Aucune confirmation attendue',
    text: `Le statut de ${name} est « ${statusWord(status)} » : il n’y a rien à confirmer.`,
  }),
  mail_off: () => ({
    title: 'L’envoi d’e-mails est désactivé',
    text: 'Aucun e-mail ne peut partir tant que l’opérateur n’a pas défini EMAIL_SMTP_ENABLED et EMAIL_SMTP_HOST. Activez l’utilisateur à la main : /hexa users enable.',
  }),
  undo_too_late: () => ({
    title: 'Trop tard pour revenir en arrière',
    text: 'Une modification peut être annulée pendant cinq minutes par la personne qui l’a faite. Faites plutôt la modification inverse.',
  }),
  undo_overtaken: ({ name }) => ({
    title: 'Modifié de nouveau entre-temps',
    text: `${name} a été modifié de nouveau depuis : il n’est plus possible de revenir en arrière. Regardez d’abord l’état actuel.`,
  }),
  busy: () => ({
    title: 'Modification en cours',
    text: 'Une autre modification des mêmes utilisateurs ou rôles est en cours. Rien n’a été modifié ; réessayez dans un instant.',
  }),
  channel_shared: () => ({
    title: 'Pas dans ce canal',
    text: 'Ce canal est partagé avec une autre organisation, ou cela n’a pas pu être exclu : rien n’a été publié.',
  }),
  outdated: () => ({
    title: 'Périmé',
    text: 'Ceci vient d’une version antérieure ou a expiré. Tapez de nouveau la commande.',
  }),
  already_handled: () => ({
    title: 'Déjà fait',
    text: 'Ceci a déjà été envoyé et traité. Rien n’a été fait deux fois.',
  }),
  too_many_invocations: () => ({
    title: 'Un peu moins vite, s’il vous plaît',
    text: 'Vous pouvez faire ici 30 actions par minute. Attendez un instant, puis continuez.',
  }),
};

export const problems: typeof englishProblems = {
  ...requestProblems,
  required: () => 'Veuillez remplir ce champ.',
  too_long: ({ max }) => `${max} caractères au plus.`,
  has_control_characters: () => 'Une seule ligne de caractères visibles.',
  email_invalid: () => 'Adresse e-mail non valide ; exemple : ann@example.com.',
  email_taken: () => 'Un autre utilisateur a cette adresse e-mail.',
  email_subscriber: () => 'Cette adresse est celle d’un abonné du chatbot. Choisissez-en une autre.',
  username_taken: () => 'Un autre utilisateur a ce nom d’utilisateur.',
  username_is_email: () =>
    'C’est l’adresse e-mail d’un autre utilisateur. Choisissez un autre nom d’utilisateur.',
  password_short: ({ min }) => `Au moins ${min} caractères.`,
  password_long: ({ maxBytes }) =>
    `${maxBytes} octets au plus (une lettre accentuée en compte 2, un emoji 4) : le reste ne serait pas vérifié à la connexion.`,
  password_mismatch: () => 'Différent du mot de passe.',
  role_required: () => 'Choisissez au moins un rôle.',
  role_unknown: ({ names }) => `Rôle inconnu : ${list(names)}.`,
  name_taken: () => 'Un autre rôle a ce nom.',
  name_looks_like: ({ name }) => `On pourrait le prendre pour le rôle ${name}. Choisissez un autre nom.`,
  role_exceeds: ({ roles, permissions }) =>
    `Vous ne pouvez pas donner ce que vous n’avez pas : ${list(roles)} comprend ${list(permissions)}. Laissez-le de côté ici ; avec /hexa requests new, quelqu’un qui l’a peut donner un tel rôle à un utilisateur.`,
};
