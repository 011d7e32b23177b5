import type { notices as english, NoticeData } from '../en/notices.ts';
import { linkNotices } from './links.ts';
import { requestNotices } from './request-screens.ts';

const roles = (names: readonly string[]): string => (names.length === 0 ? 'aucun' : names.join(', '));
const ask = ({ actorName, actorEmail }: NoticeData): string =>
  actorEmail === null
    ? `Pour toute question, adressez-vous à ${actorName}.`
    : `Pour toute question, adressez-vous à ${actorName}, ${actorEmail}.`;

export const notices: typeof english = {
  enabled: (data) => ({
    subject: 'Votre compte Hexabot est activé',
    lines: [
      `Bonjour ${data.firstName},`,
      `${data.actorName} a activé votre compte du panneau d’administration Hexabot. Vous pouvez maintenant vous connecter.`,
      ask(data),
    ],
  }),
  disabled: (data) => ({
    subject: 'Votre compte Hexabot est désactivé',
    lines: [
      `Bonjour ${data.firstName},`,
      `${data.actorName} a désactivé votre compte du panneau d’administration Hexabot.`,
      ask(data),
    ],
  }),
  roles: (data) => ({
    subject: 'Vos rôles Hexabot ont changé',
    lines: [
      `Bonjour ${data.firstName},`,
      `${data.actorName} a modifié vos rôles dans le panneau d’administration Hexabot.`,
      `Avant : ${roles(data.before)}. Maintenant : ${roles(data.after)}.`,
      ask(data),
    ],
  }),
  lockoutUpheld: ({ name, email }) => ({
    title: 'Un utilisateur désactivé a été activé dans Hexabot',
    text: `${name} (${email}) a été désactivé ici, puis activé dans Hexabot sans l’accord d’une personne qui en a le droit : les anciens liens de confirmation peuvent resservir. L’utilisateur est de nouveau désactivé et n’a plus accès. Si c’était voulu : /hexa users enable ${email}`,
  }),
  ...linkNotices,
  ...requestNotices,
};
