import type { pages as english } from '../en/pages.ts';
import { passkeyPages } from './passkeys.ts';

export const pages: typeof english = {
  front: {
    title: 'hexabot-chatops est en marche',
    text: 'Saisissez /hexa dans votre messagerie pour gérer les utilisateurs de votre Hexabot.',
  },
  confirm: (name) => ({
    title: 'Confirmez votre compte',
    text: `Bonjour ${name}. Appuyez sur le bouton pour activer votre compte du panneau d’administration Hexabot.`,
  }),
  setPassword: (name) => ({
    title: 'Choisissez votre mot de passe',
    text: `Bonjour ${name}. Choisissez un mot de passe pour activer votre compte du panneau d’administration Hexabot.`,
  }),
  password: 'Mot de passe',
  confirmation: 'Confirmer le mot de passe',
  button: 'Activer mon compte',
  next: 'Vous pourrez ensuite vous connecter avec votre e-mail et votre mot de passe.',
  confirmed: () => ({
    title: 'Votre compte est actif',
    text: 'Vous pouvez maintenant vous connecter au panneau d’administration Hexabot avec votre e-mail et votre mot de passe.',
  }),
  roleless: () => ({
    title: 'Votre compte est actif',
    text: 'Votre compte est actif, mais n’a encore aucun rôle : le panneau d’administration Hexabot n’a rien à vous montrer. Un administrateur a été prévenu.',
  }),
  signIn: 'Se connecter',
  used: () => ({
    title: 'Vous avez déjà utilisé ce lien',
    text: 'Votre compte est confirmé, vous pouvez donc vous connecter. Si cela ne fonctionne pas, adressez-vous à l’administrateur qui vous a ajouté.',
  }),
  expired: () => ({
    title: 'Ce lien a expiré',
    text: 'Demandez à l’administrateur qui vous a ajouté de vous en envoyer un nouveau.',
  }),
  unknown: () => ({
    title: 'Ce lien ne fonctionne pas',
    text: 'Copiez le lien entier depuis l’e-mail le plus récent. Si cela ne suffit pas, demandez à l’administrateur qui vous a ajouté de vous en envoyer un nouveau.',
  }),
  unexpected: (reference) => ({
    title: 'Un problème est survenu',
    text: `C’est une erreur de notre part, et rien n’a été modifié. Réessayez. Si cela persiste, donnez cette référence à l’administrateur : ${reference}`,
  }),
  passkey: passkeyPages,
};
