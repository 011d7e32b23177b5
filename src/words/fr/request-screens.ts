import type * as english from '../en/request-screens.ts';
import { requestStatus } from './requests.ts';

const UNITS = [
  [86_400_000, 'jour'],
  [3_600_000, 'heure'],
  [60_000, 'minute'],
] as const;

function length(ms: number): string {
  const [size, unit] = UNITS.find(([each]) => ms % each === 0) ?? UNITS[2];
  const count = Math.round(ms / size);
  return `${count} ${unit}${count < 2 ? '' : 's'}`;
}

const names = (roles: readonly string[]): string => new Intl.ListFormat('fr').format(roles);
const named = (roles: readonly string[]): string =>
  `${roles.length === 1 ? 'le rôle' : 'les rôles'} ${names(roles)}`;

function wanted({ target, roles }: english.RequestLine): string {
  if (roles === null)
    return target === null ? 'un changement de rôles' : `un changement de rôles pour ${target}`;
  const { added, removed } = roles;
  if (added.length === 0)
    return target === null
      ? `le retrait de ses rôles : ${names(removed)}`
      : `le retrait ${removed.length === 1 ? 'du rôle' : 'des rôles'} ${names(removed)} pour ${target}`;
  const given = target === null ? named(added) : `pour ${target} ${named(added)}`;
  return removed.length === 0 ? given : `${given} à la place de ${names(removed)}`;
}

const outcomes: Record<string, (by: string | null) => string> = {
  approved: (by) => `Approuvée par ${by}`,
  denied: (by) => `Refusée par ${by}`,
  cancelled: (by) => (by === null ? 'Retirée' : `Retirée par ${by}`),
  expired: () => 'Expirée, car personne n’a décidé à temps. Rien n’a été modifié',
  outdated: () => 'Dépassée, car les rôles ont changé depuis. Rien n’a été modifié',
};

export const request: typeof english.request = {
  line: (data) =>
    `${data.requester} ${data.isOpen ? 'demande' : 'a demandé'} ${wanted(data)}${data.lastsMs === null ? '' : ` pendant ${length(data.lastsMs)}`} : ${data.reason}`,
  shortTitle: 'Changement de rôles',
  requester: 'Demandé par',
  target: 'Pour',
  before: 'Rôles actuels',
  after: 'Nouveaux rôles',
  past: 'Rôles avant',
  gained: 'Gagne ces permissions',
  lost: 'Perd ces permissions',
  noDiff: 'Les permissions restent les mêmes.',
  reason: 'Raison',
  lasts: 'Durée',
  length,
  expires: 'À décider avant',
  status: requestStatus,
  outcome: (status, by) => outcomes[status]?.(by) ?? requestStatus(status),
  ends: 'L’accès prend fin ',
  ended: 'L’accès a pris fin ',
  kept: 'Accès conservé, car personne d’autre n’est administrateur complet. ',
  approve: 'Approuver',
  deny: 'Refuser',
  cancel: 'Retirer',
  endNow: 'Mettre fin à l’accès',
  endConfirm: (name) => `${name} perdra les rôles que cette demande a ajoutés.`,
  again: 'Redemander',
  open: 'Ouvrir',
  approved: (name) => ({ title: 'Approuvée', text: `${name} a maintenant les nouveaux rôles.` }),
  approvedFor: (name, ms) => ({
    title: 'Approuvée',
    text: `${name} a les nouveaux rôles pendant ${length(ms)}.`,
  }),
  rivals: (name, others) =>
    others === 1
      ? `Une autre demande est ouverte pour ${name}. Dès que l’une est approuvée, l’autre ne peut plus l’être.`
      : `${others} autres demandes sont ouvertes pour ${name}. Dès que l’une est approuvée, les autres ne peuvent plus l’être.`,
  outdates: (name, others) =>
    others === 1
      ? `Une autre demande ouverte pour ${name} ne peut plus être approuvée.`
      : `${others} autres demandes ouvertes pour ${name} ne peuvent plus être approuvées.`,
  denied: (name) => ({
    title: 'Refusée',
    text: `Rien n’a été modifié pour ${name}. La personne qui a fait la demande recevra votre raison.`,
  }),
  cancelled: { title: 'Retirée', text: 'La demande n’attend plus de décision.' },
  requesterOut: (name) => ({
    title: 'Retirée',
    text: `Le compte de ${name}, à l’origine de la demande, n’est plus actif. Rien n’a été modifié.`,
  }),
  accessEnded: (name) => ({ title: 'Accès terminé', text: `${name} n’a plus les rôles ajoutés.` }),
  outdated: (name) => ({
    title: 'Dépassée',
    text: `Les rôles de ${name} ou leurs permissions ont changé depuis la demande. Rien n’a été modifié. Vérifiez les nouveaux rôles et redemandez.`,
  }),
  denyTitle: (name) => `Refuser le changement de rôles pour ${name} ?`,
  denyShort: 'Refuser',
  denyReason: 'Raison du refus',
  denySubmit: 'Refuser',
  denying: 'Refus de la demande…',
};

export const requestForm: typeof english.requestForm = {
  title: 'Demander un changement de rôles',
  intro: 'Un autre administrateur décide. Il doit avoir toutes les permissions données.',
  roles: 'Rôles',
  rolesHint: 'Tous les rôles voulus, y compris les actuels.',
  names: 'Rôles',
  namesHint: 'Noms exacts, séparés par des virgules, y compris les rôles à garder.',
  reason: 'Raison',
  reasonHint: 'Visible par la personne qui décide, et gardée dans le journal d’audit.',
  for: 'Pendant combien de temps',
  forHint: 'Par exemple 30m, 8h ou 7d. Laissez vide pour garder les rôles.',
  submit: 'Envoyer la demande',
  working: 'Envoi de la demande…',
  made: 'Demande envoyée',
  madeText: 'Les personnes qui peuvent décider sont prévenues. Nous vous dirons ce qu’elles décident.',
  ask: 'Demander une approbation',
};

export const requests: typeof english.requests = {
  title: { mine: 'Vos demandes', waiting: 'En attente de vous', all: 'Toutes les demandes' },
  asked: 'Demandé',
  page: (first, last, total) => `${first}–${last} sur ${total}, les plus récentes d’abord`,
  nobody: {
    mine: 'Vous n’avez pas encore demandé de changement de rôles.',
    waiting: 'Rien n’attend votre décision.',
    all: 'Personne n’a encore demandé de changement de rôles.',
  },
  open: 'Ouvrir…',
  again: 'Relancer cette recherche : ',
  new: 'Nouvelle demande',
  previous: 'Précédent',
  next: 'Suivant',
  refresh: 'Actualiser',
};

export const requestCommands: typeof english.requestCommands = {
  'requests new': {
    summary: 'Demander un changement de rôles à un autre administrateur',
    options: {
      user: 'E-mail, nom d’utilisateur, ID ou @mention (vous-même par défaut)',
      roles: 'Rôles voulus, séparés par des virgules. Avec une durée, seulement ceux à ajouter',
      reason: 'Pourquoi vous le demandez',
      for: 'Combien de temps, par exemple 8h ou 7d (pour toujours par défaut)',
    },
  },
  'requests list': {
    summary: 'Demandes de changement de rôles : les vôtres, celles qui vous attendent, ou toutes',
    options: { which: 'mine, waiting ou all', page: 'Page, à partir de 1' },
  },
};

type Data = english.RequestNoticeData;

const subjects: Record<string, (change: string, by: string | null) => string> = {
  pending: (change) => `En attente de votre décision : ${change}`,
  approved: (change, by) => `${by} a approuvé ${change}`,
  denied: (change, by) => `${by} a refusé ${change}`,
  cancelled: (change, by) => (by === null ? `Demande retirée : ${change}` : `${by} a retiré ${change}`),
  expired: (change) => `Personne n’a décidé à temps : ${change}`,
  outdated: (change) => `Demande dépassée : ${change}`,
  ended: (change) => `Durée écoulée : ${change} a pris fin`,
  kept: (change) => `Durée écoulée, mais les rôles restent : ${change}`,
};

const changeFor = ({ isTarget, target }: Data): string =>
  isTarget ? 'votre changement de rôles' : `le changement de rôles pour ${target}`;

const undelivered =
  'Nous n’avons pas pu vous joindre dans le chat. Pour approuver ou refuser, tapez-y /hexa requests list.';

const waitsAgain = 'Le retrait a été annulé : votre demande peut de nouveau être approuvée ou refusée.';

function requestLine({ isRequester, isTarget, requester, target, before, after }: Data): string {
  const who = isRequester ? 'Vous avez demandé' : `${requester} a demandé`;
  const whom = isTarget ? (isRequester ? 'vous-même' : 'vous') : target;
  return `${who} un changement de rôles pour ${whom} : ${before} → ${after}.`;
}

export const requestNotices: typeof english.requestNotices = {
  hello: (firstName) => `Bonjour ${firstName},`,
  notice: (data) => {
    const { status, grant, lastsMs, isTarget, isRequester, target, by, why } = data;
    const isOpenAgain = status === 'pending' && isRequester;
    const end = grant === 'ended' || grant === 'kept' ? grant : null;
    const decided = `${(outcomes[status] ?? requestStatus)(by as never)}${why === null ? '.' : ` : ${why}`}`;
    const ends = {
      ended: [
        isTarget
          ? 'Vous n’avez plus les rôles qui vous avaient été ajoutés pour un temps.'
          : `${target} n’a plus les rôles qui avaient été ajoutés pour un temps.`,
      ],
      kept: [
        `La durée est écoulée, mais ${isTarget ? 'vous conservez' : `${target} conserve`} les rôles ajoutés, car personne d’autre n’est administrateur complet. Nommez quelqu’un d’autre, puis modifiez les rôles avec /hexa users roles.`,
      ],
    };
    return {
      subject: isOpenAgain
        ? `Demande rouverte : ${changeFor(data)}`
        : (subjects[end ?? status]?.(changeFor(data), by) ?? requestStatus(status)),
      paragraphs: [
        requestLine(data),
        ...(end !== null
          ? ends[end]
          : status === 'pending'
            ? [isOpenAgain ? waitsAgain : undelivered]
            : [decided]),
        ...(grant === 'running' && lastsMs !== null
          ? [`Les rôles ajoutés prendront fin après ${length(lastsMs)}.`]
          : []),
      ],
    };
  },
  reminder: (line) => ({
    title: `Rappel · ${line}`,
    text: 'Personne n’a encore décidé. Ouvrez la demande pour l’approuver ou la refuser.',
  }),
};
