import type { commands as english } from '../en/commands.ts';
import { auditCommands } from './audit.ts';
import { linkCommands } from './links.ts';
import { passkeyCommands } from './passkeys.ts';
import { planCommands } from './plan.ts';
import { requestCommands } from './request-screens.ts';
import { roleCommands } from './roles.ts';
import { whyCommands } from './why.ts';

export const commands: typeof english = {
  home: { summary: 'Pour commencer : ce qui vous attend, votre forfait et votre quota', options: {} },
  help: { summary: 'Toutes les commandes', options: {} },
  whoami: { summary: 'L’utilisateur Hexabot lié à votre compte de chat', options: {} },
  'users add': {
    summary: 'Ajouter un utilisateur au panneau d’administration',
    options: {
      first: 'Prénom',
      last: 'Nom',
      username: 'Nom d’utilisateur',
      email: 'E-mail, qui sert à se connecter',
      roles: 'Rôles, séparés par des virgules',
      password: 'Mot de passe',
      confirmation: 'Confirmer le mot de passe',
    },
  },
  'users list': {
    summary: 'Voir les utilisateurs du panneau d’administration',
    options: {
      search: 'Une partie du prénom, du nom ou de l’e-mail',
      status: 'active, pending, disabled ou inactive',
      role: 'Nom d’un rôle',
      sort: 'Par name, email, created ou updated',
      page: 'Page, à partir de 1',
    },
  },
  'users show': {
    summary: 'Voir un utilisateur et ce que vous pouvez faire',
    options: { user: 'E-mail, nom d’utilisateur, ID ou @mention' },
  },
  'users roles': {
    summary: 'Modifier les rôles d’un utilisateur',
    options: { user: 'E-mail, nom d’utilisateur, ID ou @mention' },
  },
  'users enable': {
    summary: 'Activer des utilisateurs',
    options: { users: 'E-mails, noms d’utilisateur ou @mentions, séparés par des virgules' },
  },
  'users disable': {
    summary: 'Désactiver des utilisateurs',
    options: { users: 'E-mails, noms d’utilisateur ou @mentions, séparés par des virgules' },
  },
  'users resend': {
    summary: 'Renvoyer l’e-mail de confirmation à un utilisateur en attente',
    options: { user: 'E-mail, nom d’utilisateur, ID ou @mention' },
  },
  ...roleCommands,
  ...requestCommands,
  ...linkCommands,
  ...auditCommands,
  ...planCommands,
  ...whyCommands,
  ...passkeyCommands,
};
