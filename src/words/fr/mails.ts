import type { mails as english } from '../en/mails.ts';
import { linkMails } from './links.ts';

const MINUTE_MS = 60_000;

function duration(ms: number): string {
  const minutes = Math.round(ms / MINUTE_MS);
  const [count, unit] =
    minutes < 120 && minutes !== 60 ? [minutes, 'minute'] : [Math.round(minutes / 60), 'heure'];
  return `${count} ${unit}${count < 2 ? '' : 's'}`;
}

export const mails: typeof english = {
  confirmation: ({ name, inviter, lifeMs, setsPassword, ours }) => ({
    subject: 'Confirmez votre compte Hexabot',
    before: [
      `Bonjour ${name},`,
      `${inviter} vous a ajouté au panneau d’administration Hexabot.`,
      setsPassword
        ? 'Ouvrez cette page pour choisir votre mot de passe et activer votre compte :'
        : ours
          ? 'Ouvrez cette page et appuyez sur le bouton pour activer votre compte :'
          : 'Ouvrez cette page pour activer votre compte :',
    ],
    button: 'Confirmer mon compte',
    after: [
      `Le lien ${ours ? 'fonctionne une seule fois et ' : ''}expire ${duration(lifeMs)} après l’envoi de cet e-mail.`,
      'Si vous ne savez pas de quoi il s’agit, ne faites rien : sans confirmation, le compte reste désactivé.',
    ],
  }),
  confirmationFailed: ({ name, email }) => ({
    title: 'Un e-mail de confirmation n’a pas pu être envoyé',
    text: `L’e-mail de confirmation pour ${name} (${email}) n’a pas pu être remis pendant une journée et a été abandonné. Vérifiez l’adresse et le serveur de messagerie, puis tapez /hexa users resend ${email}, ou activez l’utilisateur à la main.`,
  }),
  ...linkMails,
};
