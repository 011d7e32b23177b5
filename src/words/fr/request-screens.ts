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
      : `à retirer à ${target} ${named(removed)}`;
  const given = target === null ? named(added) : `pour ${target} ${named(added)}`;
  return removed.length === 0 ? given : `${given} à la place de ${names(removed)}`;
}

const outcomes: Record<string, (by: string | null) => string> = {
  approved: (by) => `Approuvée par ${by}`,
  denied: (by) => `Refusée par ${by}`,
  cancelled: (by) => (by === null ? 'Retirée' : `Retirée par ${by}`),
  expired: () => 'Expirée : personne n’a décidé à temps, et rien n’a été modifié',
  outdated: () =>
    'Dépassée : les rôles ne sont plus ce qu’ils étaient au moment de la demande, rien n’a donc été modifié',
};

export const request: typeof english.request = {
  line: (data) =>
    `${data.requester} ${data.isOpen ? 'demande' : 'a demandé'} ${wanted(data)}${data.lastsMs === null ? '' : ` pendant ${length(data.lastsMs)}`} : ${data.reason}`,
  shortTitle: 'Changement de rôles',
  requester: 'Demandé par',
  target: 'Pour',
  before: 'Rôles avant',
  after: 'Rôles après',
  gained: 'Gagne ces permissions',
  lost: 'Perd ces permissions',
  noDiff: 'Ce que l’utilisateur peut faire reste le même.',
  reason: 'Raison',
  lasts: 'Prend fin après',
  length,
  expires: 'À décider avant',
  status: requestStatus,
  outcome: (status, by) => outcomes[status]?.(by) ?? requestStatus(status),
  ends: 'L’accès prend fin ',
  ended: 'L’accès a pris fin ',
  kept: 'L’accès a été conservé à son terme, car personne d’autre n’est administrateur complet. ',
  approve: 'Approuver',
  deny: 'Refuser',
  cancel: 'Retirer',
  endNow: 'Mettre fin',
  endConfirm: (name) => `${name} perd les rôles que cette demande a ajoutés.`,
  again: 'Redemander',
  open: 'Ouvrir',
  approved: (name) => ({ title: 'Approuvée', text: `${name} a maintenant les nouveaux rôles.` }),
  approvedFor: (name, ms) => ({
    title: 'Approuvée',
    text: `${name} a les nouveaux rôles pendant ${length(ms)} ; ensuite ils sont repris.`,
  }),
  denied: (name) => ({
    title: 'Refusée',
    text: `Rien n’a été modifié pour ${name}. La personne qui a fait la demande en apprend la raison.`,
  }),
  cancelled: { title: 'Retirée', text: 'Plus personne n’a à décider.' },
  requesterOut: (name) => ({
    title: 'Retirée',
    text: `Le compte de ${name}, à l’origine de la demande, n’est plus actif : rien n’a été modifié.`,
  }),
  accessEnded: (name) => ({ title: 'Accès terminé', text: `${name} n’a plus les rôles ajoutés.` }),
  outdated: (name) => ({
    title: 'Dépassée',
    text: `Les rôles de ${name}, ou ce qu’ils permettent, ont changé depuis la demande, rien n’a donc été modifié. Regardez le nouvel état et redemandez.`,
  }),
  denyTitle: (name) => `Refuser le changement de rôles pour ${name} ?`,
  denyShort: 'Refuser',
  denyReason: 'Raison du refus',
  denySubmit: 'Refuser',
  denying: 'Refus de la demande…',
};

export const requestForm: typeof english.requestForm = {
  title: 'Demander un changement de rôles',
  intro: 'Quelqu’un d’autre décide : un administrateur qui a tout ce qui est donné.',
  roles: 'Rôles',
  rolesHint: 'Tous les rôles que l’utilisateur doit avoir, y compris les actuels.',
  names: 'Rôles',
  namesHint: 'Noms exacts, séparés par des virgules : tous les rôles voulus, y compris les actuels.',
  reason: 'Raison',
  reasonHint: 'La personne qui décide la lit, et elle reste dans le journal d’audit.',
  for: 'Pendant combien de temps',
  forHint: 'Comme 30m, 8h ou 7d ; les rôles ajoutés sont alors repris. Vide : pour toujours.',
  submit: 'Demander',
  working: 'Demande d’approbation…',
  made: 'En attente d’une décision',
  madeText: 'Les personnes qui peuvent décider sont averties. Vous apprendrez leur décision.',
  ask: 'Demander une approbation',
};

export const requests: typeof english.requests = {
  title: { mine: 'Vos demandes', waiting: 'En attente de vous', all: 'Toutes les demandes' },
  target: 'Pour',
  roles: 'Rôles',
  status: 'État',
  asked: 'Demandé',
  change: (before, after) => `${before} → ${after}`,
  page: (first, last, total) => `${first} à ${last} sur ${total}, de la plus récente à la plus ancienne.`,
  nobody: {
    mine: 'Vous n’avez rien demandé.',
    waiting: 'Rien n’attend votre décision.',
    all: 'Rien n’a été demandé.',
  },
  open: 'Ouvrir…',
  again: 'La même chose : ',
  new: 'Nouvelle demande',
  previous: 'Précédent',
  next: 'Suivant',
  refresh: 'Actualiser',
};

export const requestCommands: typeof english.requestCommands = {
  'requests new': {
    summary: 'Demander un changement de rôles que quelqu’un d’autre décide',
    options: {
      user: 'E-mail, nom d’utilisateur, identifiant ou @mention ; sans cela : vous-même',
      roles: 'Tous les rôles voulus, séparés par des virgules ; avec une durée : ceux à ajouter',
      reason: 'Pourquoi, pour la personne qui décide',
      for: 'Combien de temps, comme 30m, 8h ou 7d ; sans cela : pour toujours',
    },
  },
  'requests list': {
    summary: 'Demandes de changement de rôles : les vôtres, celles qui vous attendent, ou toutes',
    options: { which: 'mine, waiting ou all', page: 'Page, à partir de 1' },
  },
};

type Data = english.RequestNoticeData;

const subjects: Record<string, string> = {
  pending: 'Un changement de rôles attend votre décision',
  approved: 'Un changement de rôles a été approuvé',
  denied: 'Un changement de rôles a été refusé',
  cancelled: 'Une demande de changement de rôles a été retirée',
  expired: 'Une demande de changement de rôles a expiré',
  outdated: 'Une demande de changement de rôles est dépassée',
  ended: 'Un accès limité dans le temps a pris fin',
  kept: 'Un accès limité dans le temps n’a pas pu être repris',
};

const undelivered =
  'Vous pouvez en décider, mais le chat n’a pas accepté de message pour vous. Tapez-y /hexa requests list waiting pour approuver ou refuser.';

function requestLine({ isRequester, isTarget, requester, target, before, after }: Data): string {
  const who = isRequester ? 'Vous avez demandé' : `${requester} a demandé`;
  const whom = isTarget ? (isRequester ? 'vous-même' : 'vous') : target;
  return `${who} un changement de rôles pour ${whom} : ${before} → ${after}.`;
}

export const requestNotices: typeof english.requestNotices = {
  hello: (firstName) => `Bonjour ${firstName},`,
  notice: (data) => {
    const { status, grant, lastsMs, isTarget, target, by, why } = data;
    const end = grant === 'ended' || grant === 'kept' ? grant : null;
    const decided = `${(outcomes[status] ?? requestStatus)(by as never)}${why === null ? '.' : ` : ${why}`}`;
    const lines = {
      ended: [
        isTarget
          ? 'Les rôles qui vous avaient été ajoutés pour un temps sont repris.'
          : `Les rôles qui avaient été ajoutés à ${target} pour un temps sont repris.`,
      ],
      kept: [
        `La durée des rôles ajoutés est écoulée, mais ${isTarget ? 'vous les conservez' : `${target} les conserve`} : personne d’autre n’est administrateur complet. Nommez quelqu’un d’autre, puis modifiez les rôles avec /hexa users roles.`,
      ],
    };
    return {
      subject: subjects[end ?? status] ?? requestStatus(status),
      lines: [
        requestLine(data),
        ...(end !== null ? lines[end] : status === 'pending' ? [undelivered] : [decided]),
        ...(grant === 'running' && lastsMs !== null
          ? [`Les rôles ajoutés seront repris après ${length(lastsMs)}.`]
          : []),
      ],
    };
  },
  reminder: (name) => ({
    title: `Toujours en attente : un changement de rôles pour ${name}`,
    text: 'Personne n’a encore décidé. Ouvrez la demande pour l’approuver ou la refuser.',
  }),
};
