import type { mails as english } from '../en/mails.ts';
import { linkMails } from './links.ts';
import { passkeyMails } from './passkeys.ts';

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
        ? 'Pour commencer, choisissez un mot de passe et activez votre compte :'
        : 'Pour commencer, activez votre compte :',
    ],
    button: 'Confirmer mon compte',
    after: [
      `Ce lien ${ours ? 'fonctionne une seule fois et ' : ''}expire dans ${duration(lifeMs)}. Ensuite, demandez-en un nouveau à ${inviter}.`,
      'Si vous n’attendiez pas cet e-mail, ignorez-le. Votre compte reste désactivé tant que vous ne le confirmez pas.',
    ],
  }),
  confirmationFailed: ({ name, email, reason, refused }) => ({
    title: `Nous n’avons pas pu écrire à ${name}`,
    text: [
      refused
        ? `Le serveur de messagerie a refusé l’e-mail de confirmation pour ${email}. Nous ne réessaierons pas.`
        : `Nous avons essayé pendant une journée d’envoyer un e-mail de confirmation à ${email}.`,
      ...(reason === null ? [] : [`Il a répondu : ${reason}.`]),
      `Vérifiez l’adresse${refused ? '' : ' et le serveur de messagerie'}, puis tapez /hexa users resend ${email}. Vous pouvez aussi activer le compte vous-même.`,
    ].join(' '),
  }),
  noticeRefused: ({ name, email, reason }) => ({
    title: `Nous n’avons pas pu écrire à ${name}`,
    text: `Votre changement est fait, mais le serveur de messagerie a refusé l’e-mail qui l’annonce à ${email}. Il a répondu : ${reason}. Prévenez la personne vous-même, et vérifiez l’adresse.`,
  }),
  ...linkMails,
  ...passkeyMails,
};
