import type { pages as english } from '../en/pages.ts';

export const pages: typeof english = {
  front: {
    title: 'hexabot-chatops est en marche',
    text: 'Saisissez /hexa dans votre messagerie pour gérer les utilisateurs de votre Hexabot.',
  },
  confirm: (name) => ({
    title: 'Confirmez votre compte',
    text: `Bonjour ${name}. Appuyez sur le bouton pour activer votre compte Hexabot.`,
  }),
  setPassword: (name) => ({
    title: 'Choisissez votre mot de passe',
    text: `Bonjour ${name}. Choisissez un mot de passe pour activer votre compte Hexabot.`,
  }),
  password: 'Mot de passe',
  confirmation: 'Mot de passe, de nouveau',
  button: 'Activer mon compte',
  confirmed: () => ({
    title: 'Votre compte est actif',
    text: 'Vous pouvez maintenant vous connecter au panneau d’administration Hexabot.',
  }),
  signIn: 'Se connecter',
  used: () => ({
    title: 'Ce lien a déjà servi',
    text: 'Le compte a été confirmé avec ce lien. Connectez-vous ; si cela ne fonctionne pas, adressez-vous à l’administrateur qui vous a ajouté.',
  }),
  expired: () => ({
    title: 'Ce lien a expiré',
    text: 'Demandez à l’administrateur qui vous a ajouté d’en envoyer un nouveau.',
  }),
  unknown: () => ({
    title: 'Ce lien est inconnu',
    text: 'Copiez le lien entier depuis l’e-mail le plus récent. Si cela ne suffit pas, demandez à l’administrateur qui vous a ajouté d’en envoyer un nouveau.',
  }),
  unexpected: (reference) => ({
    title: 'Un problème est survenu',
    text: `C’est une erreur de notre part : rien n’a été modifié. Réessayez ; si cela persiste, donnez cette référence à l’administrateur : ${reference}`,
  }),
};
