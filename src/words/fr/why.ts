import type * as english from '../en/why.ts';
import { licenceStatus, planName } from './plans.ts';

export const why: typeof english.why = {
  ownTitle: (path) => `Puis-je faire /hexa ${path} ?`,
  otherTitle: (path, name) => `/hexa ${path} est-il permis à ${name} ?`,
  shortTitle: 'Pourquoi',
  yes: 'Oui : rien ne l’empêche.',
  otherYes: (name) => `Oui : rien ne l’empêche pour ${name}.`,
  no: 'Non : ',
  questions: {
    workspace: 'Espace de travail desservi',
    link: 'Compte lié',
    account: 'Compte actif',
    plan: 'Forfait',
    permissions: 'Permissions',
    sso: 'Authentification unique',
    quota: 'Quota',
  },
  passed: '✓ en ordre',
  stops: '✕ bloque ici',
  alsoStops: (text) => `✕ bloquerait ici aussi. ${text}`,
  notReached: '– pas encore examiné',
  notAsked: '– sans objet pour cette commande',
  rules:
    'Les règles propres à l’action, comme celle de ne pas désactiver son propre compte, sont vérifiées au moment d’agir.',
  other: {
    workspace: (name) => `${name} n’appartient pas à cet espace de travail.`,
    link: (name) => `${name} n’a pas de compte de chat lié ici. Pour en lier un, il faut taper /hexa link.`,
    account: (name) =>
      `${name} : le compte Hexabot, ou son lien avec le chat, n’est pas actif. Activez d’abord l’utilisateur : /hexa users enable.`,
    permissions: (name, missing) =>
      `Les rôles attribués à ${name} ne comprennent pas : ${missing}. Donnez-lui un rôle qui les comprend : /hexa users roles.`,
    plan: (plan, status) =>
      `La gestion des utilisateurs demande une licence active, au forfait Pro ou supérieur. Forfait actuel : ${planName(plan)} (${licenceStatus(status)}). Voir /hexa plan.`,
  },
};

export const whyCommands: typeof english.whyCommands = {
  why: {
    summary: 'Si une commande vous est ouverte, ce qui l’empêche et que faire',
    options: {
      command: 'Une commande, par exemple users add',
      for: 'Une autre personne : e-mail, nom d’utilisateur, identifiant ou @mention',
    },
  },
};
