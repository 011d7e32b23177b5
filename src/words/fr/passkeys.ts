import type * as english from '../en/passkeys.ts';
import { platformName } from '../platform-name.ts';

export const passkeys: typeof english.passkeys = {
  title: 'Vos clés d’accès',
  what: 'Une clé d’accès, c’est votre visage, votre doigt ou votre code sur un de vos appareils. Certains changements en demandent une : un compte de chat ne suffit pas.',
  none: 'Vous n’avez pas encore de clé d’accès.',
  added: 'Ajoutée',
  used: 'Dernière utilisation',
  elsewhere: 'Créée pour une autre adresse de ce service : elle ne fonctionne plus.',
  add: 'Ajouter une clé d’accès',
  remove: (name) => `Supprimer ${name}`,
  removed: (name) => `${name} a été supprimée.`,
  codeTitle: 'Consultez vos e-mails',
  mailed: (email) => `Nous avons envoyé un code à ${email}. Il est valable 10 minutes.`,
  code: 'Code',
  codeHint: 'Les 8 caractères de l’e-mail.',
  codeSubmit: 'Continuer',
  checking: 'Vérification du code…',
  again: 'Nouveau code',
  openTitle: 'Ajoutez votre clé d’accès',
  openText:
    'Ouvrez la page sur l’appareil avec lequel vous voulez confirmer. Le lien fonctionne une fois, pendant 15 minutes.',
  open: 'Ajouter une clé d’accès',
};

const headlines: typeof english.proof.headlines = {
  'users add': ({ name }) => `Ajouter ${name}`,
  'users roles': ({ name }) => `Changer les rôles de ${name}`,
  'users enable': ({ name }) => `Activer ${name}`,
  'users disable': ({ name }) => `Désactiver ${name}`,
  'roles create': ({ name }) => `Créer le rôle ${name}`,
  'roles rename': ({ name }) => `Renommer le rôle ${name}`,
  'roles permissions': ({ name }) => `Changer les permissions du rôle ${name}`,
  'roles delete': ({ name }) => `Supprimer le rôle ${name}`,
  'requests approved': ({ name }) => `Approuver le changement de rôles de ${name}`,
  unlink: ({ name }) => `Retirer un compte de chat de ${name}`,
  'passkeys add': () => 'Ajouter une autre clé d’accès',
  'passkeys remove': () => 'Supprimer une clé d’accès',
};

export const proof: typeof english.proof = {
  title: 'Confirmez avec votre clé d’accès',
  text: 'Votre clé d’accès est nécessaire. Rien n’a encore été modifié. Le lien fonctionne pendant 5 minutes.',
  confirm: 'Confirmer avec votre clé d’accès',
  headlines,
  gained: 'Permissions obtenues',
  lost: 'Permissions perdues',
  change: (before, after) => `${before} → ${after}`,
  labels: {
    roles: 'Rôles',
    status: 'Statut',
    name: 'Nom',
    email: 'E-mail',
    username: 'Nom d’utilisateur',
    passkey: 'Clé d’accès',
    account: 'Compte de chat',
    requester: 'Demandé par',
    reason: 'Raison',
    lasts: 'Se termine après',
    users: 'Utilisateurs avec ce rôle',
    withdraws: 'Demandes retirées',
    outdates: 'Demandes dépassées',
  },
  noneTitle: 'Il vous faut une clé d’accès',
  noneText: 'Rien n’a été modifié. Ajoutez d’abord une clé d’accès, puis recommencez.',
  back: 'Retour au formulaire',
};

export const passkeyErrors: typeof english.passkeyErrors = {
  passkeys_unavailable: () => ({
    title: 'Les clés d’accès ne fonctionnent pas encore ici',
    text: 'Ce service n’a pas d’adresse pour laquelle les navigateurs acceptent des clés d’accès. Demandez à l’opérateur de donner à PUBLIC_URL une adresse https://.',
  }),
  passkey_mail_off: ({ email }) => ({
    title: 'Demandez à l’opérateur',
    text: `L’envoi d’e-mails est désactivé ici, nous ne pouvons donc pas vous envoyer de code. Demandez à l’opérateur d’exécuter : npm run hexa -- passkeys invite ${email}`,
  }),
  passkey_limit: () => ({
    title: 'Trop de codes',
    text: 'Nous vous avons envoyé trois codes en une heure. Utilisez le plus récent, ou patientez un peu.',
  }),
  passkey_code_dead: () => ({
    title: 'Ce code ne fonctionne plus',
    text: 'Il a expiré, a déjà servi, ou a été mal saisi cinq fois. Demandez-en un nouveau avec /hexa passkeys.',
  }),
  passkeys_full: ({ most }) => ({
    title: 'Vous avez assez de clés d’accès',
    text: `Vous avez déjà ${most} clés d’accès. Supprimez d’abord celle que vous n’utilisez plus.`,
  }),
  passkey_gone: () => ({
    title: 'Déjà supprimée',
    text: 'Vous n’avez plus cette clé d’accès. /hexa passkeys liste celles que vous avez.',
  }),
  passkey_unknown: () => ({
    title: 'Pas votre clé d’accès',
    text: 'Seule la personne à l’origine de cette action peut la confirmer, avec sa propre clé d’accès.',
  }),
  proof_invalid: () => ({
    title: 'Cela n’a pas fonctionné',
    text: 'La réponse de la clé d’accès n’a pas pu être vérifiée. Rien n’a été modifié. Réessayez.',
  }),
  proof_outdated: ({ name }) => ({
    title: 'La situation a changé',
    text: `${name} n’est plus dans l’état qui vous a été montré, rien n’a donc été modifié. Vérifiez et recommencez.`,
  }),
  proof_gone: () => ({
    title: 'Ce lien ne fonctionne pas',
    text: 'Il a déjà servi, a expiré, ou n’a jamais été le nôtre. Si vous y tenez toujours, recommencez dans le chat.',
  }),
  proof_disowned: () => ({
    title: 'Action non reconnue',
    text: 'La personne à qui cette action a été montrée a dit ne pas en être à l’origine.',
  }),
};

export const passkeyCommands: typeof english.passkeyCommands = {
  passkeys: { summary: 'Vos clés d’accès : ce avec quoi vous confirmez des changements', options: {} },
};

export const passkeyActions: typeof english.passkeyActions = {
  'passkeys add': { done: 'a ajouté une clé d’accès pour', tried: 'a tenté d’ajouter une clé d’accès' },
  'passkeys remove': { done: 'a supprimé une clé d’accès de', tried: 'a tenté de supprimer une clé d’accès' },
  'passkeys confirm': { done: 'a confirmé une action de', tried: 'a tenté de confirmer une action' },
};

export const passkeyMails: typeof english.passkeyMails = {
  passkeyCode: ({ name, code }) => ({
    subject: 'Votre code pour ajouter une clé d’accès',
    paragraphs: [
      `Bonjour ${name},`,
      'Vous avez demandé dans le chat à ajouter votre première clé d’accès. Saisissez-y ce code :',
      code,
      'Il fonctionne une fois, pendant 10 minutes. Ne le donnez à personne : avec ce code et votre compte de chat, on peut confirmer des changements à votre place.',
      'Si ce n’était pas vous, prévenez immédiatement un administrateur : quelqu’un utilise peut-être votre compte de chat.',
    ],
  }),
};

export const passkeyNotices: typeof english.passkeyNotices = {
  passkeyAdded: ({ firstName, passkey }) => ({
    subject: 'Une clé d’accès a été ajoutée à votre utilisateur Hexabot',
    paragraphs: [
      `Bonjour ${firstName},`,
      `La clé d’accès « ${passkey} » peut désormais confirmer des changements à votre place.`,
      'Si ce n’était pas vous, prévenez immédiatement un administrateur : il peut désactiver votre compte pendant que l’opérateur la supprime.',
    ],
  }),
  passkeyRemoved: ({ firstName, passkey, isOperator }) => ({
    subject: 'Une clé d’accès de votre utilisateur Hexabot a été supprimée',
    paragraphs: [
      `Bonjour ${firstName},`,
      isOperator
        ? `L’opérateur a supprimé votre clé d’accès « ${passkey} ». Elle ne peut plus rien confirmer.`
        : `Vous avez supprimé votre clé d’accès « ${passkey} ». Elle ne peut plus rien confirmer.`,
      'Si vous ne vous y attendiez pas, prévenez immédiatement un administrateur.',
    ],
  }),
  firstPasskey: ({ name, email }) => ({
    title: `${name} a ajouté une première clé d’accès`,
    text: `${name} (${email}) peut désormais confirmer des changements avec elle. Si cela vous étonne, demandez-lui. Pour y mettre fin : /hexa users disable ${email}`,
  }),
  disowned: ({ name, email }) => ({
    title: `Cette action ne vient peut-être pas de ${name}`,
    text: `Quelqu’un a ouvert une confirmation demandée au nom de ${name} (${email}) et a dit : « Ce n’est pas moi ». Rien n’a été modifié. Son compte de chat est peut-être entre d’autres mains : /hexa links le montre et le retire.`,
  }),
};

export const passkeyPages: typeof english.passkeyPages = {
  startedBy: (name, platform, chatName) =>
    platform === 'console'
      ? `${name}, dans la console`
      : `${name}, sur ${platformName(platform)}${chatName === null ? '' : ` (${chatName})`}`,
  started: 'Demandé par',
  startedAt: 'Demandé',
  confirm: 'Confirmer avec votre clé d’accès',
  disown: 'Ce n’est pas moi',
  enrolTitle: 'Ajouter une clé d’accès',
  enrolText: (name, email) =>
    `Pour ${name} (${email}). Votre appareil demande votre visage, votre doigt ou votre code, et retient ce service.`,
  enrolName: 'Nom de cette clé d’accès',
  enrol: 'Ajouter une clé d’accès',
  enrolled: {
    title: 'Votre clé d’accès est prête',
    text: 'Vous pouvez fermer cette page et continuer dans le chat. Nous vous l’avons aussi confirmé par e-mail.',
  },
  disowned: {
    title: 'Merci',
    text: 'L’action a été annulée et les administrateurs sont prévenus. Changez votre mot de passe si quelqu’un d’autre peut le connaître.',
  },
  backToChat: 'Vous pouvez fermer cette page : la réponse est aussi dans le chat.',
  inChat: 'Dans le chat :',
  waiting: 'En attente de votre appareil…',
  refused: 'Votre appareil n’a pas confirmé. Appuyez sur le bouton pour réessayer.',
  unsupported:
    'Ce navigateur ne sait pas utiliser les clés d’accès. Ouvrez la page dans votre navigateur habituel.',
  openElsewhere: 'Ouvrir dans votre navigateur',
  copied: 'L’adresse a été copiée. Collez-la dans votre navigateur.',
  offline: 'Le service n’a pas répondu. Vérifiez votre connexion et réessayez.',
  noScript: 'Cette page a besoin de JavaScript pour atteindre votre clé d’accès.',
};
