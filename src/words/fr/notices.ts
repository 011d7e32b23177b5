import type { notices as english, NoticeData } from '../en/notices.ts';
import { linkNotices } from './links.ts';
import { passkeyNotices } from './passkeys.ts';
import { requestNotices } from './request-screens.ts';

const roles = (names: readonly string[]): string => (names.length === 0 ? 'aucun' : names.join(', '));
const ask = ({ actorName, actorEmail }: NoticeData): string =>
  actorEmail === null
    ? `Pour toute question, adressez-vous à ${actorName}.`
    : `Pour toute question, adressez-vous à ${actorName} (${actorEmail}).`;

export const notices: typeof english = {
  enabled: (data) => ({
    subject: 'Votre compte Hexabot a été activé',
    paragraphs: [
      `Bonjour ${data.firstName},`,
      `${data.actorName} a activé votre compte du panneau d’administration Hexabot. Vous pouvez maintenant vous connecter.`,
      ask(data),
    ],
  }),
  enabledWithoutRoles: (data) => ({
    subject: 'Votre compte Hexabot a été activé',
    paragraphs: [
      `Bonjour ${data.firstName},`,
      'Votre compte est actif, mais n’a encore aucun rôle : le panneau d’administration Hexabot n’a rien à vous montrer. Un administrateur a été prévenu.',
    ],
  }),
  disabled: (data) => ({
    subject: 'Votre compte Hexabot a été désactivé',
    paragraphs: [
      `Bonjour ${data.firstName},`,
      `${data.actorName} a désactivé votre compte du panneau d’administration Hexabot. Vous ne pouvez plus vous connecter jusqu’à sa réactivation.`,
      ask(data),
    ],
  }),
  roles: (data) => ({
    subject: 'Vos rôles Hexabot ont été modifiés',
    paragraphs: [
      `Bonjour ${data.firstName},`,
      `${data.actorName} a modifié vos rôles dans le panneau d’administration Hexabot, de ${roles(data.before)} à ${roles(data.after)}.`,
      ask(data),
    ],
  }),
  lockoutUpheld: ({ name, email }) => ({
    title: `Nous avons de nouveau désactivé ${name}`,
    text: `${name} (${email}) a été désactivé ici, puis activé dans Hexabot sans intervention d’un administrateur. Un ancien lien de confirmation peut le faire. Si c’était voulu, tapez /hexa users enable ${email}`,
  }),
  lockoutUnseen: ({ name, email }) => ({
    title: `Nous avons de nouveau désactivé ${name}`,
    text: `${name} (${email}) a été désactivé ici, puis activé dans Hexabot. Son journal n’est pas dans cette base de données : nous ne voyons pas par qui. Si c’était voulu, tapez /hexa users enable ${email}`,
  }),
  lockoutTrusted: ({ name, email }) => ({
    title: `${name} est de nouveau actif`,
    text: `${name} (${email}) a été désactivé ici, puis activé dans Hexabot. Son journal n’est pas dans cette base de données : nous ne voyons pas par qui. Si ce n’était pas voulu, tapez /hexa users disable ${email}`,
  }),
  roleless: ({ name, email }) => ({
    title: `${name} n’a aucun rôle`,
    text: `Le compte de ${name} (${email}) est maintenant actif, mais tous ses rôles ont été supprimés et il ne permet rien. Pour lui en donner, tapez /hexa users roles ${email}`,
  }),
  ...linkNotices,
  ...requestNotices,
  ...passkeyNotices,
};
