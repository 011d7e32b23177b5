import type * as english from '../en/links.ts';
import { platformName } from '../platform-name.ts';

export const link: typeof english.link = {
  title: 'Lier votre compte',
  button: 'Lier mon compte',
  intro:
    'Nous vous enverrons un code pour vérifier que vous êtes un utilisateur du panneau d’administration Hexabot.',
  email: 'E-mail de connexion à Hexabot',
  submit: 'M’envoyer un code',
  working: 'Envoi d’un code…',
  codeTitle: 'Saisir le code',
  mailed: (email) =>
    `Si ${email} est l’adresse d’un utilisateur, un code y est en route. Il fonctionne pendant 10 minutes.`,
  code: 'Code',
  codeHint: 'Les 8 caractères de l’e-mail.',
  codeSubmit: 'Lier',
  checking: 'Vérification du code…',
  again: 'Nouveau code',
  done: (name) => `Votre compte est lié à ${name}`,
  doneText: (email) =>
    `Dans le chat, vous agissez maintenant en tant que ${email}. Un e-mail vient de le confirmer. Tapez /hexa pour commencer.`,
  doneInactive: (email) =>
    `Dans le chat, vous agissez maintenant en tant que ${email}. Ce compte n’est pas actif : vous ne pouvez encore rien faire ici. Demandez à un administrateur de l’activer.`,
  unlinkTitle: 'Retirer votre lien ?',
  unlinkText: (name, email) =>
    `Vous agissez ici en tant que ${name} (${email}). Sans le lien, vous ne pouvez plus utiliser cette application, ni décider de demandes, avant de le refaire. Vos demandes restent ouvertes.`,
  unlink: 'Retirer le lien',
  unlinked: 'Votre compte n’est plus lié',
  unlinkedText: 'Pour utiliser de nouveau cette application, liez votre compte avec /hexa link.',
  operator: ({ platform, workspace, user }) =>
    `L’envoi d’e-mails est désactivé, nous ne pouvons donc pas vous envoyer de code. Demandez à un opérateur d’exécuter ceci sur le serveur : npm run hexa -- link ${platform} ${workspace} ${user} VOTRE_EMAIL_HEXABOT`,
};

export const links: typeof english.links = {
  title: 'Comptes de chat liés',
  own: 'Vos comptes de chat liés',
  user: 'Utilisateur',
  chat: 'Compte de chat',
  since: 'Lié',
  suspended: 'suspendu',
  notServed: 'ne fonctionne plus : son espace n’est pas connecté',
  deletedUser: 'Utilisateur supprimé',
  page: (first, last, total) => `${first}–${last} sur ${total}`,
  nobody: 'Aucun compte de chat lié pour le moment.',
  remove: 'Retirer',
  removeTitle: 'Retirer ce lien ?',
  removeText: (name) =>
    `Ce compte de chat n’agira plus pour ${name} et ne pourra plus décider. Ses demandes restent ouvertes. Nous préviendrons par e-mail.`,
  removed: (name) => `Le lien avec ${name} a été retiré.`,
  gone: 'Ce lien était déjà retiré.',
  previous: 'Précédent',
  next: 'Suivant',
};

export const linkCommands: typeof english.linkCommands = {
  link: {
    summary: 'Lier votre compte de chat à votre utilisateur Hexabot',
    options: { email: 'E-mail de connexion à Hexabot' },
  },
  unlink: { summary: 'Retirer le lien de votre compte de chat', options: {} },
  links: {
    summary: 'Voir les comptes de chat liés, et en retirer',
    options: {
      user: 'E-mail, nom d’utilisateur, ID ou @mention',
      page: 'Page, à partir de 1',
    },
  },
};

export const linkMails: typeof english.linkMails = {
  linkCode: ({ name, code, platform, workspace, chatUser, chatName }) => ({
    subject: 'Votre code pour lier un compte de chat',
    paragraphs: [
      `Bonjour ${name},`,
      `Le compte ${platformName(platform)} ${chatName === null ? chatUser : `${chatName} (${chatUser})`} de l’espace ${workspace} demande à être lié à votre compte Hexabot. Si c’est vous, saisissez-y ce code :`,
      code,
      'Il fonctionne une seule fois, pendant 10 minutes. Ne le donnez à personne : il permet d’agir à votre place dans le chat.',
      'Si ce n’est pas vous, ignorez cet e-mail.',
    ],
  }),
};

export const linkNotices: typeof english.linkNotices = {
  linked: ({ firstName, platform, chatUser }) => ({
    subject: 'Un compte de chat a été lié à votre compte Hexabot',
    paragraphs: [
      `Bonjour ${firstName},`,
      `Le compte ${platformName(platform)} ${chatUser} peut maintenant agir à votre place dans le chat.`,
      'Si ce n’était pas vous, demandez tout de suite à un administrateur de retirer le lien (/hexa links) et changez votre mot de passe.',
    ],
  }),
  unlinked: ({ firstName, platform, chatUser, isOwn, actorName }) => ({
    subject: 'Un compte de chat n’est plus lié à votre compte Hexabot',
    paragraphs: [
      `Bonjour ${firstName},`,
      isOwn
        ? `Vous avez retiré le lien du compte ${platformName(platform)} ${chatUser}.`
        : actorName === null
          ? `Le compte ${platformName(platform)} ${chatUser} a quitté son espace de travail, nous avons donc retiré son lien.`
          : `${actorName} a retiré le lien du compte ${platformName(platform)} ${chatUser}.`,
      'Pour lier de nouveau un compte, tapez /hexa link.',
    ],
  }),
  linkRefused: ({ firstName, platform, chatUser }) => ({
    subject: 'Quelqu’un a essayé de lier un compte de chat à votre compte Hexabot',
    paragraphs: [
      `Bonjour ${firstName},`,
      `Le compte ${platformName(platform)} ${chatUser} a essayé de se lier à votre compte. Nous l’avons refusé.`,
      'Si ce n’était pas vous, vous n’avez rien à faire. Si cela continue, dites-le à un administrateur.',
    ],
  }),
};
