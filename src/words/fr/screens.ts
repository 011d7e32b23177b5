import type { screens as english } from '../en/screens.ts';
import { listed } from '../listed.ts';
import { audit } from './audit.ts';
import { help, home, whoami } from './home.ts';
import { link, links } from './links.ts';
import { passkeys, proof } from './passkeys.ts';
import { plan } from './plan.ts';
import { licenceStatus, planName } from './plans.ts';
import { request, requestForm, requests } from './request-screens.ts';
import { roleForms, roles } from './roles.ts';
import { add, card, manage, resend, unclear, user, userRoles, userStatus, users } from './users.ts';
import { why } from './why.ts';

const common: typeof english.common = {
  appName: 'Utilisateurs Hexabot',
  colon: ' :',
  close: 'Fermer',
  cancel: 'Annuler',
  andMore: (more) => `et ${more} de plus`,
  showAll: (all) => `Tout montrer (${all})`,
  showAllOf: (label, all) => `${label} : tout montrer (${all})`,
  readAsUsernames: (typed) =>
    typed.length === 1
      ? `${typed[0]} a été lu comme le nom d’utilisateur ${typed[0]?.slice(1)}.`
      : `${listed(typed, common.andMore)} ont été lus comme des noms d’utilisateur.`,
  allOf: (all) => `Liste complète (${all})`,
  loading: 'Chargement…',
  none: 'aucun',
  hidden: 'masqué',
  never: 'jamais',
  openInHexabot: 'Ouvrir dans Hexabot',
  plan: planName,
  licence: licenceStatus,
  quota: (used, limit) => `Utilisateurs : ${used}/${limit ?? 'illimité'}`,
  unexpected: (reference) => ({
    title: 'Un problème est survenu',
    text: `C’est une erreur de notre part, et rien n’a été modifié. Réessayez. Si cela persiste, donnez cette référence à l’opérateur : ${reference}`,
  }),
  onlyText: (reference: string) =>
    `L’affichage prévu n’a pas été possible. Référence à transmettre à l’opérateur : ${reference}`,
  unexpectedAfter: (reference) => ({
    title: 'Un problème est survenu',
    text: `C’est une erreur de notre part. Votre modification a peut-être été faite, vérifiez donc avant de réessayer. Donnez cette référence à l’opérateur : ${reference}`,
  }),
  status: { active: 'Actif', pending: 'En attente', disabled: 'Désactivé', inactive: 'Inactif' },
};

const refusal: typeof english.refusal = {
  seePricing: 'Voir les tarifs',
  enterKey: 'Saisir la clé de licence',
  enterKeyStandalone: 'Ici, votre opérateur choisit le forfait avec CHATOPS_PLAN.',
  enterKeyUnknown: 'Saisissez la clé de licence dans Hexabot, sous Paramètres › Paramètres globaux.',
};

const platform: typeof english.platform = {
  couldNotShow: 'Slack n’a pas permis d’afficher ceci là où vous l’avez demandé. Le voici :',
  formExpired: 'Le formulaire ne s’est pas ouvert à temps. Veuillez réessayer.',
};

export const screens: typeof english = {
  common,
  user,
  users,
  card,
  userStatus,
  unclear,
  manage,
  userRoles,
  resend,
  add,
  whoami,
  home,
  help,
  refusal,
  platform,
  audit,
  roles,
  roleForms,
  plan,
  why,
  request,
  requestForm,
  requests,
  link,
  links,
  passkeys,
  proof,
};
