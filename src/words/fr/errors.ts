import type { errors as englishErrors, problems as englishProblems } from '../en/errors.ts';
import { listed } from '../listed.ts';
import { passkeyErrors } from './passkeys.ts';
import { licenceStatus, planName } from './plans.ts';
import { requestErrors, requestProblems } from './requests.ts';
import { screens } from './screens.ts';

const statusWord = (status: string): string => screens.common.status[status as 'active'].toLowerCase();
const EACH_PERSON = 'Mentionnez chaque personne, ou utilisez son e-mail.';
const list = (items: readonly string[]): string => listed(items, (more) => `et ${more} de plus`);

export const errors: typeof englishErrors = {
  ...requestErrors,
  stranger: () => ({
    title: 'Non disponible ici',
    text: 'Cette application n’est pas configurée pour votre espace de travail. Adressez-vous aux personnes qui la gèrent.',
  }),
  membership_unknown: () => ({
    title: 'Réessayez dans un instant',
    text: 'Impossible de vérifier pour l’instant que vous appartenez à cet espace de travail. Rien n’a été modifié.',
  }),
  not_linked: () => ({
    title: 'Compte pas encore lié',
    text: 'Votre compte de chat n’est pas encore lié à un utilisateur Hexabot. Tapez /hexa link pour le lier.',
  }),
  account_not_active: () => ({
    title: 'Compte non actif',
    text: 'Votre compte Hexabot n’est pas actif. Demandez à un administrateur de l’activer.',
  }),
  plan_locked: ({ plan, status }) => ({
    title: 'La gestion des utilisateurs est verrouillée',
    text: `La gestion des utilisateurs demande une licence active, au forfait Pro ou supérieur. Votre forfait est ${planName(plan)} (${licenceStatus(status)}).`,
  }),
  permission_missing: ({ missing }) => ({
    title: 'Permission manquante',
    text: `Vos rôles ne comprennent pas ${list(missing)}. Demandez à un administrateur un rôle qui les comprend.`,
  }),
  sso_closed: () => ({
    title: 'Géré par l’authentification unique',
    text: 'L’authentification unique (SSO) est active, cela se gère donc chez votre fournisseur d’identité.',
  }),
  quota_reached: ({ used, limit, upgradeTo }) => ({
    title: 'Quota atteint',
    text:
      upgradeTo === null
        ? `Utilisateurs : ${used}/${limit}. Votre forfait n’en permet pas plus.`
        : `Utilisateurs : ${used}/${limit}. Passez au forfait ${planName(upgradeTo)} pour en ajouter.`,
  }),
  unknown_command: ({ typed, nearest }) => ({
    title: 'Commande inconnue',
    text:
      nearest === null
        ? `Il n’y a pas de commande « ${typed} ».`
        : `Il n’y a pas de commande « ${typed} ». Vouliez-vous dire /hexa ${nearest} ?`,
  }),
  unknown_option: ({ option, known, nearest }) => ({
    title: 'Option inconnue',
    text: [
      `Cette commande n’a pas d’option « ${option} : ».`,
      ...(nearest === null ? [] : [`Vouliez-vous dire « ${nearest} : » ?`]),
      known.length === 0
        ? 'Elle n’en prend aucune.'
        : `Elle accepte ${list(known.map((name) => `${name}:`))}.`,
      'Si cela fait partie d’un texte, mettez ce texte entre guillemets.',
    ].join(' '),
  }),
  unexpected_text: ({ text, usage }) => ({
    title: 'Je n’ai pas compris',
    text: `Je ne sais pas ce que « ${text} » veut dire ici. Tapez ainsi : ${usage}`,
  }),
  option_missing: ({ option, usage }) => ({
    title: 'Il manque quelque chose',
    text: `Ajoutez ${option}, comme ceci : ${usage}`,
  }),
  option_invalid: ({ option, value, allowed, least, most }) => ({
    title: 'Valeur impossible',
    text: [
      `${option}: ne peut pas être « ${value} ». Valeurs possibles : ${list(allowed)}.`,
      ...(least === undefined ? [] : [`Au moins ${least}, au plus ${most}.`]),
    ].join(' '),
  }),
  password_typed: ({ usage }) => ({
    title: 'Ne tapez jamais de mot de passe ici',
    text: `Le chat garde ce que vous tapez, un mot de passe ne se donne donc que dans un formulaire. Rien n’a été modifié. Tapez ${usage} sans lui, et choisissez un autre mot de passe.`,
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
  user_not_found: ({ query, by }) => {
    switch (by) {
      case 'mention':
        return {
          title: 'Lié à aucun utilisateur',
          text: 'Cette personne n’est liée à aucun utilisateur Hexabot. Demandez-lui de taper /hexa link, ou utilisez son e-mail.',
        };
      case 'role':
      case 'group':
      case 'everyone':
        return {
          title: 'Ce n’est pas une personne',
          text: `${screens.unclear.many(query, by)} ${EACH_PERSON}`,
        };
      case 'username':
        return {
          title: 'Utilisateur introuvable',
          text: `« ${query} » n’est pas arrivé comme une mention, j’ai donc cherché le nom d’utilisateur « ${query.slice(1)} ». Personne ne l’a. Choisissez la personne dans la liste qui s’ouvre après @, ou utilisez son e-mail. Si c’est un groupe, mentionnez chacun de ses membres.`,
        };
      default:
        return {
          title: 'Utilisateur introuvable',
          text: `Aucun utilisateur n’a pour e-mail, nom d’utilisateur, ID ou nom « ${query} ».`,
        };
    }
  },
  user_ambiguous: ({ query, candidates }) => ({
    title: 'Plusieurs utilisateurs',
    text: `« ${query} » correspond à plusieurs utilisateurs. ${candidates.length > 0 ? 'Choisissez-en un :' : 'Tapez un e-mail ou un nom d’utilisateur exact.'}`,
  }),
  users_unclear: () => ({
    title: 'Vérifiez ces noms',
    text: 'Rien n’a été modifié. Nous ne savons pas de qui il s’agit :',
  }),
  already_linked: ({ name }) => ({
    title: 'Déjà lié',
    text: `Ce compte de chat ou ${name} est déjà lié. Retirez d’abord l’ancien lien avec /hexa unlink, ou demandez à un administrateur (/hexa links).`,
  }),
  role_not_found: ({ query, known }) => ({
    title: 'Rôle introuvable',
    text:
      known === null
        ? `Il n’y a pas de rôle « ${query} ».`
        : `Il n’y a pas de rôle « ${query} ». Les rôles sont ${list(known)}.`,
  }),
  role_ambiguous: ({ query, names }) => ({
    title: 'Plusieurs rôles',
    text: `« ${query} » peut désigner l’un de ceux-ci : ${list(names)}. Tapez le nom exactement comme il est écrit.`,
  }),
  own_account: () => ({
    title: 'Votre propre compte',
    text: 'Vous ne pouvez ni activer ni désactiver votre propre compte. Adressez-vous à un autre administrateur.',
  }),
  own_admin_role: () => ({
    title: 'Votre propre rôle admin',
    text: 'Vous ne pouvez pas retirer votre propre rôle admin. Demandez à un autre administrateur.',
  }),
  own_role: ({ role }) => ({
    title: 'Votre propre rôle',
    text: `Vous avez le rôle ${role}, vous ne pouvez donc pas le supprimer. Adressez-vous à un administrateur qui ne l’a pas.`,
  }),
  last_admin: ({ name }) => ({
    title: 'Le dernier administrateur complet',
    text: `Sans ${name}, plus personne ne pourrait gérer les utilisateurs, les rôles et les permissions. Nommez d’abord un autre administrateur complet.`,
  }),
  status_unchanged: ({ name, status }) => ({
    title: 'Rien à modifier',
    text: `Le statut de ${name} est déjà « ${statusWord(status)} ».`,
  }),
  roles_changed: ({ name, present }) => ({
    title: 'Les rôles ont changé',
    text: `Quelqu’un d’autre a modifié les rôles de ${name} : ${present.length === 0 ? 'aucun' : list(present)}. Votre modification n’a pas été enregistrée. Rouvrez le formulaire.`,
  }),
  review_changed: ({ name }) => ({
    title: 'Les permissions ont changé',
    text: `Ce que ces rôles permettent à ${name} a changé depuis votre relecture. Rien n’a été enregistré. Vérifiez d’abord le nouveau récapitulatif.`,
  }),
  role_review_changed: ({ name }) => ({
    title: 'Le rôle a changé',
    text: `Quelqu’un a modifié le rôle ${name}, ou ceux qui l’ont ont changé depuis votre relecture. Rien n’a été enregistré. Vérifiez d’abord le nouveau récapitulatif.`,
  }),
  role_protected: ({ role }) => ({
    title: 'Rôle protégé',
    text: `Le rôle ${role} ne peut être ni renommé ni supprimé.`,
  }),
  role_in_use: ({ role, users }) => ({
    title: 'Le rôle est utilisé',
    text: `${users === 1 ? '1 utilisateur a' : `${users} utilisateurs ont`} le rôle ${role}. ${users === 1 ? 'Donnez-lui' : 'Donnez-leur'} d’abord d’autres rôles : /hexa users list role:"${role}"`,
  }),
  not_pending: ({ name, status }) => ({
    title: 'Rien à confirmer',
    text: `Le statut de ${name} est « ${statusWord(status)} », il n’y a donc rien à confirmer.`,
  }),
  mail_off: () => ({
    title: 'L’envoi d’e-mails est désactivé',
    text: 'Aucun e-mail ne peut partir tant que votre opérateur n’a pas défini EMAIL_SMTP_ENABLED et EMAIL_SMTP_HOST. Vous pouvez activer l’utilisateur avec /hexa users enable.',
  }),
  undo_too_late: () => ({
    title: 'Trop tard pour revenir en arrière',
    text: 'Vous pouvez annuler vos modifications pendant cinq minutes. Faites plutôt la modification inverse.',
  }),
  undo_overtaken: ({ name }) => ({
    title: 'Modifié de nouveau depuis',
    text: `${name} a été modifié de nouveau depuis, il n’est donc plus possible de revenir en arrière.`,
  }),
  busy: () => ({
    title: 'Modification en cours',
    text: 'Quelqu’un d’autre modifie la même chose. Rien n’a été modifié. Réessayez dans un instant.',
  }),
  channel_shared: () => ({
    title: 'Partage impossible ici',
    text: 'Ce canal est partagé avec une autre organisation, rien n’a donc été publié.',
  }),
  not_in_channel: () => ({
    title: 'L’application n’est pas dans ce canal',
    text: 'Rien n’a été publié. Invitez l’application avec /invite @hexa, puis partagez de nouveau.',
  }),
  outdated: () => ({
    title: 'Périmé',
    text: 'Ceci a expiré. Tapez de nouveau la commande.',
  }),
  already_handled: () => ({
    title: 'Déjà fait',
    text: 'Vous l’avez déjà envoyé. Rien n’a été fait deux fois.',
  }),
  too_many_invocations: () => ({
    title: 'Un peu moins vite, s’il vous plaît',
    text: 'Vous pouvez faire ici 30 actions par minute. Attendez un instant, puis continuez.',
  }),
  ...passkeyErrors,
};

export const problems: typeof englishProblems = {
  ...requestProblems,
  required: () => 'Veuillez remplir ce champ.',
  too_long: ({ max }) => `${max} caractères au plus.`,
  has_control_characters: () => 'Une seule ligne de caractères visibles.',
  email_invalid: () => 'Saisissez une adresse valide, comme ann@example.com.',
  email_taken: () => 'Un autre utilisateur a déjà cette adresse e-mail.',
  email_subscriber: () => 'Cette adresse est celle d’un abonné du chatbot. Choisissez-en une autre.',
  username_taken: () => 'Un autre utilisateur a déjà ce nom d’utilisateur.',
  username_is_email: () =>
    'C’est l’adresse e-mail d’un autre utilisateur. Choisissez un autre nom d’utilisateur.',
  password_short: ({ min }) => `Au moins ${min} caractères.`,
  password_long: ({ maxBytes }) =>
    `${maxBytes} octets au plus. Une lettre accentuée compte pour 2, un emoji pour 4.`,
  password_mismatch: () => 'Les mots de passe ne correspondent pas.',
  role_required: () => 'Choisissez au moins un rôle.',
  own_admin_role: () =>
    'Vous ne pouvez pas retirer votre propre rôle admin. Demandez à un autre administrateur.',
  role_unknown: ({ names }) => `Rôle inconnu : ${list(names)}.`,
  name_taken: () => 'Un autre rôle a déjà ce nom.',
  name_looks_like: ({ name }) => `On pourrait le prendre pour le rôle ${name}. Choisissez un autre nom.`,
  roles_differ: ({ roles }) =>
    `Les permissions de ${list(roles)} ont changé depuis l’ouverture du formulaire. Vérifiez-les, puis envoyez à nouveau.`,
  role_exceeds: ({ roles, permissions }) =>
    `Vous ne pouvez pas donner des permissions que vous n’avez pas : ${list(roles)} comprend ${list(permissions)}. Laissez-le de côté, ou demandez-le avec /hexa requests new.`,
};
