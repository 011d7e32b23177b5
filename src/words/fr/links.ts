import type * as english from '../en/links.ts';
import { platformName } from '../platform-name.ts';

export const link: typeof english.link = {
  title: 'Lier votre compte',
  button: 'Lier mon compte',
  intro:
    'Prouvez que vous êtes un utilisateur du panneau d’administration Hexabot : un code est envoyé à l’adresse avec laquelle vous vous connectez.',
  email: 'E-mail de votre compte Hexabot',
  submit: 'M’envoyer un code',
  working: 'Envoi d’un code…',
  codeTitle: 'Saisir le code',
  mailed: (email) =>
    `Si un utilisateur a l’adresse ${email}, un code est en route vers elle. Il fonctionne pendant 10 minutes.`,
  code: 'Code',
  codeHint: 'Les 8 caractères de l’e-mail.',
  codeSubmit: 'Lier',
  checking: 'Vérification du code…',
  again: 'Nouveau code',
  done: (name) => `Vous êtes maintenant ${name}`,
  doneText: (email) =>
    `Ce compte de chat agit désormais pour ${email}. /hexa home montre ce que vous pouvez faire. L’utilisateur est averti par e-mail.`,
  unlinkTitle: 'Retirer votre lien ?',
  unlinkText: (name, email) =>
    `Ce compte de chat agit pour ${name} (${email}). Sans le lien, il ne peut plus rien faire ici tant que vous ne le liez pas de nouveau.`,
  unlink: 'Retirer le lien',
  unlinked: 'Votre lien a été retiré',
  unlinkedText: 'Ce compte de chat n’agit plus pour personne. /hexa link crée un nouveau lien.',
  operator: ({ platform, workspace, user }) =>
    `L’envoi d’e-mails est désactivé ici, aucun code ne peut donc être envoyé. Demandez à un opérateur d’exécuter sur le serveur : npm run hexa -- link ${platform} ${workspace} ${user} VOTRE_EMAIL_HEXABOT`,
};

export const links: typeof english.links = {
  title: 'Comptes de chat liés',
  own: 'Vos comptes de chat liés',
  user: 'Utilisateur',
  chat: 'Compte de chat',
  since: 'Lié',
  suspended: 'suspendu',
  page: (first, last, total) => `${first} à ${last} sur ${total}.`,
  nobody: 'Aucun compte de chat n’est lié.',
  remove: 'Retirer',
  removeTitle: 'Retirer ce lien ?',
  removeText: (name) => `Le compte de chat n’agira plus pour ${name}, qui en est averti par e-mail.`,
  removed: (name) => `Le lien avec ${name} a été retiré.`,
  gone: 'Ce lien était déjà retiré.',
  previous: 'Précédent',
  next: 'Suivant',
};

export const linkCommands: typeof english.linkCommands = {
  link: {
    summary: 'Lier votre compte de chat à votre utilisateur Hexabot',
    options: { email: 'E-mail de votre compte Hexabot' },
  },
  unlink: { summary: 'Retirer le lien de votre compte de chat', options: {} },
  links: {
    summary: 'Comptes de chat liés : les vôtres, ou tous, pour en retirer',
    options: {
      user: 'E-mail, nom d’utilisateur, identifiant ou @mention',
      page: 'Page, à partir de 1',
    },
  },
};

export const linkMails: typeof english.linkMails = {
  linkCode: ({ name, platform, code }) => ({
    subject: 'Votre code pour lier un compte de chat',
    lines: [
      `Bonjour ${name},`,
      `quelqu’un a demandé dans ${platformName(platform)} à lier son compte de chat à votre utilisateur du panneau d’administration Hexabot. Si c’était vous, saisissez-y ce code :`,
      code,
      'Il fonctionne une seule fois, pendant 10 minutes. Ne le donnez à personne : qui le saisit peut faire dans le chat ce que vous pouvez faire.',
      'Si ce n’était pas vous, ne faites rien.',
    ],
  }),
};

export const linkNotices: typeof english.linkNotices = {
  linked: ({ firstName, platform, chatUser }) => ({
    subject: 'Un compte de chat a été lié à votre utilisateur Hexabot',
    lines: [
      `Bonjour ${firstName},`,
      `le compte ${platformName(platform)} ${chatUser} agit désormais pour vous dans le chat : il y peut ce que vous pouvez.`,
      'Si ce n’était pas vous, demandez tout de suite à un administrateur de retirer le lien (/hexa links) et changez votre mot de passe.',
    ],
  }),
  unlinked: ({ firstName, platform, chatUser, isOwn, actorName }) => ({
    subject: 'Un compte de chat n’agit plus pour votre utilisateur Hexabot',
    lines: [
      `Bonjour ${firstName},`,
      isOwn
        ? `vous avez retiré le lien du compte ${platformName(platform)} ${chatUser}.`
        : actorName === null
          ? `le compte ${platformName(platform)} ${chatUser} a quitté son espace de travail, son lien a donc été retiré.`
          : `${actorName} a retiré le lien du compte ${platformName(platform)} ${chatUser}.`,
      'Pour lier de nouveau un compte, tapez /hexa link.',
    ],
  }),
  linkRefused: ({ firstName, platform, chatUser }) => ({
    subject: 'Un compte de chat n’a pas été lié à votre utilisateur Hexabot',
    lines: [
      `Bonjour ${firstName},`,
      `quelqu’un a essayé de lier le compte ${platformName(platform)} ${chatUser} à votre utilisateur, et cela a été refusé.`,
      'Si ce n’était pas vous, il n’y a rien à faire : personne n’a été lié. Si cela continue, dites-le à un administrateur.',
    ],
  }),
};
