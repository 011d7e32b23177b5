import type * as english from '../en/audit.ts';
import { momentText } from '../moment.ts';
import { platformName } from '../platform-name.ts';
import { passkeyActions } from './passkeys.ts';

const actions: typeof english.audit.actions = {
  'users add': { done: 'a ajouté', tried: 'a tenté d’ajouter un utilisateur' },
  'users roles': {
    done: 'a modifié les rôles du compte',
    tried: 'a tenté de modifier les rôles d’un utilisateur',
  },
  'users enable': { done: 'a activé le compte', tried: 'a tenté d’activer un utilisateur' },
  'users disable': { done: 'a désactivé le compte', tried: 'a tenté de désactiver un utilisateur' },
  'users resend': {
    done: 'a renvoyé le lien de confirmation au compte',
    tried: 'a tenté de renvoyer une confirmation',
  },
  'users undo': {
    done: 'a annulé une modification du compte',
    tried: 'a tenté d’annuler une modification',
  },
  'roles create': { done: 'a créé le rôle', tried: 'a tenté de créer un rôle' },
  'roles rename': { done: 'a renommé le rôle', tried: 'a tenté de renommer un rôle' },
  'roles permissions': {
    done: 'a modifié les permissions du rôle',
    tried: 'a tenté de modifier les permissions d’un rôle',
  },
  'roles delete': { done: 'a supprimé le rôle', tried: 'a tenté de supprimer un rôle' },
  'requests new': {
    done: 'a demandé un changement de rôles pour le compte',
    tried: 'a tenté de demander un changement de rôles',
  },
  'requests approved': {
    done: 'a approuvé le changement de rôles du compte',
    tried: 'a tenté d’approuver un changement de rôles',
  },
  'requests denied': {
    done: 'a refusé le changement de rôles du compte',
    tried: 'a tenté de refuser un changement de rôles',
  },
  'requests cancelled': {
    done: 'a retiré la demande pour le compte',
    tried: 'a tenté de retirer une demande',
  },
  'requests expired': {
    done: 'a laissé expirer une demande pour le compte',
    tried: 'a tenté de laisser expirer une demande',
  },
  'requests outdated': {
    done: 'a clos une demande dépassée pour le compte',
    tried: 'a tenté de clore une demande',
  },
  'requests reopened': {
    done: 'a rouvert la demande pour le compte',
    tried: 'a tenté de rouvrir une demande',
  },
  confirm: { done: 'a confirmé le compte', tried: 'a tenté de confirmer un compte' },
  'lockout ended': {
    done: 'a constaté une activation dans Hexabot et rendu les rôles du compte',
    tried: '',
  },
  'lockout trusted': {
    done: 'a rendu les rôles, après une activation sans auteur connu dans Hexabot, à',
    tried: '',
  },
  'lockout unseen': {
    done: 'a désactivé de nouveau, après une activation sans auteur connu dans Hexabot,',
    tried: '',
  },
  'lockout upheld': {
    done: 'a désactivé de nouveau, après une activation non autorisée dans Hexabot, le compte',
    tried: '',
  },
  'lockout roles': { done: 'a mis de côté les rôles donnés dans Hexabot au compte', tried: '' },
  detach: { done: 'a rendu, avant le détachement, les rôles du compte', tried: '' },
  link: {
    done: 'a lié un compte de chat au compte',
    tried: 'a tenté de lier un compte de chat',
  },
  'link moved': {
    done: 'a conservé, son espace ayant rejoint une Enterprise Grid, le compte de chat du compte',
    tried: '',
  },
  ...passkeyActions,
  unlink: {
    done: 'a retiré un compte de chat du compte',
    tried: 'a tenté de retirer un lien',
  },
};

export const audit: typeof english.audit = {
  title: 'Journal d’audit',
  operator: 'L’opérateur',
  system: 'Utilisateurs Hexabot',
  unlinked: (platform, chatUser) => `Une personne non liée (${platformName(platform)} ${chatUser})`,
  actions,
  otherDone: (action) => `a fait « ${action} » sur`,
  otherTried: (action) => `a tenté « ${action} »`,
  refused: (why) => `refusé : ${why}`,
  reason: (reason) => `raison : ${reason}`,
  changed: (label, before, after) => `${label} ${before} → ${after}`,
  set: (label, after) => `${label} ${after}`,
  counted: (label, gained, lost) => `${label} +${gained} −${lost}`,
  nothing: 'aucun',
  yes: 'oui',
  no: 'non',
  labels: {
    status: 'statut',
    roles: 'rôles',
    name: 'nom',
    permissions: 'permissions',
    email: 'e-mail',
    username: 'nom d’utilisateur',
    firstName: 'prénom',
    lastName: 'nom',
  },
  page: (first, last, total) => `${first}–${last} sur ${total}, les plus récents d’abord`,
  since: (at: Date, zone: string) => `Depuis le ${momentText('fr', at, zone)}`,
  nobody: 'Rien pour le moment. Les modifications apparaîtront ici.',
  nothingFound: 'Rien ne correspond. Retirez un filtre pour en voir plus.',
  again: 'Relancer cette recherche : ',
  previous: 'Précédent',
  next: 'Suivant',
  refresh: 'Actualiser',
};

export const auditCommands: typeof english.auditCommands = {
  audit: {
    summary: 'Voir qui a modifié quoi, et ce qui a été refusé',
    options: {
      user: 'Compte concerné : e-mail, nom d’utilisateur, ID ou @mention',
      by: 'Auteur : e-mail, nom d’utilisateur, ID ou @mention',
      since: '7d, 12h ou un jour comme 2026-11-01, avec ou sans heure',
      page: 'Page, à partir de 1',
    },
  },
};
