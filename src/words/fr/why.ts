import type * as english from '../en/why.ts';
import { licenceStatus, planName } from './plans.ts';

export const why: typeof english.why = {
  ownTitle: (path) => `Puis-je utiliser /hexa ${path} ?`,
  otherTitle: (path, name) => `${name} peut utiliser /hexa ${path} ?`,
  shortTitle: 'Pourquoi',
  yes: 'Oui, vous le pouvez.',
  otherYes: (name) => `Oui, ${name} le peut.`,
  no: (reason) => `Non. ${reason}`,
  questions: {
    workspace: 'Espace de travail',
    link: 'Compte lié',
    account: 'Compte actif',
    plan: 'Forfait',
    permissions: 'Permissions',
    sso: 'Authentification unique',
    quota: 'Quota',
  },
  passed: '✓ OK',
  stops: '✕ bloque ici',
  alsoStops: (text) => `✕ bloque aussi. ${text}`,
  notReached: '– pas vérifié',
  notAsked: '– pas nécessaire',
  rules:
    'Certaines règles dépendent de la personne concernée, comme ne pas désactiver son propre compte. Elles sont vérifiées au moment d’agir.',
  other: {
    workspace: (name) => `${name} n’appartient pas à cet espace de travail.`,
    link: (name) => `${name} n’a pas encore lié de compte de chat ici. Cela se fait avec /hexa link.`,
    account: (name) =>
      `Le compte de ${name} ou son lien n’est pas actif. Activez-le d’abord avec /hexa users enable.`,
    permissions: (name, missing) =>
      `Les rôles de ${name} ne comprennent pas ${missing}. Donnez-lui un rôle qui les comprend avec /hexa users roles.`,
    plan: (plan, status) =>
      `La gestion des utilisateurs demande une licence active, au forfait Pro ou supérieur. Votre forfait est ${planName(plan)} (${licenceStatus(status)}). Voir /hexa plan.`,
  },
};

export const whyCommands: typeof english.whyCommands = {
  why: {
    summary: 'Vérifier si vous pouvez utiliser une commande, et que faire sinon',
    options: {
      command: 'Une commande, par exemple users add',
      for: 'Une autre personne : e-mail, nom d’utilisateur, ID ou @mention',
    },
  },
};
