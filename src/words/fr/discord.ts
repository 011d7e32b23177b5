import type { Words } from '../words.ts';

/** Ce que seul Discord a besoin de dire. */
export const discord: Words['discord'] = {
  openForm: 'Ouvrir le formulaire',
  menu: 'Choisir un utilisateur et une action…',
  change: (labels) => `Modifier ${labels}`,
  continue: 'Continuer',
  more: { title: 'Encore une étape', text: 'Voici la suite du formulaire.' },
  tooManyOptions: (label) =>
    `Il y a trop de choix pour « ${label} ». Tapez de nouveau la commande avec cette option remplie.`,
  areYouSure: 'Êtes-vous sûr ?',
  confirm: 'Oui',
  couldNotShow: 'Discord n’a pas permis d’afficher ceci là où vous l’avez demandé. Le voici :',
  tooLate: {
    title: 'Trop tard',
    text: 'Discord n’a pas permis de répondre à temps. Rien n’a été modifié. Réessayez.',
  },
  isBot: (name) => ({ title: `${name} est un bot`, text: 'Les bots n’ont pas de compte Hexabot.' }),
  menus: { user: 'Utilisateur Hexabot', toggle: 'Changer le statut' },
  groups: {
    users: 'Utilisateurs du panneau d’administration',
    roles: 'Rôles et ce qu’ils permettent',
    requests: 'Demandes de changement de rôles',
  },
};
