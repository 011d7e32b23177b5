import type * as english from '../en/requests.ts';

const list = (items: readonly string[]): string => items.join(', ');

const statuses: Record<string, string> = {
  pending: 'En attente',
  approved: 'Approuvée',
  denied: 'Refusée',
  cancelled: 'Retirée',
  expired: 'Expirée',
  outdated: 'Dépassée',
};

const ineligible: Record<string, string> = {
  requester: 'Vous avez vous-même demandé cette modification ; quelqu’un d’autre doit décider.',
  target: 'Cette modification concerne votre propre compte ; quelqu’un d’autre doit décider.',
  not_active: 'Votre compte n’est pas actif.',
  not_linked: 'Votre compte n’est pas lié au chat.',
  lacks_user_update: 'Vos rôles ne comprennent pas User: update.',
  lacks_role_read: 'Vos rôles ne comprennent pas Role: read.',
  lacks_granted: 'La modification accorde des permissions que vous n’avez pas vous-même.',
  made_by_requester:
    'La personne qui demande a créé, activé ou lié votre compte, ou lui a donné des rôles, ces 30 derniers jours.',
  not_then: 'Vous ne pouviez pas décider au moment de la demande.',
};

const noPuppet =
  'et dont vous n’ayez ni créé ni activé le compte, ni donné de rôles à celui-ci, ces 30 derniers jours. Qu’un tel administrateur lie d’abord son compte de chat, avec /hexa link.';

export const requestErrors: typeof english.requestErrors = {
  approval_needed: ({ why, permissions }) => ({
    title: 'Une approbation est nécessaire',
    text:
      why === 'lacking'
        ? `La modification accorde ce que vous n’avez pas vous-même : ${list(permissions)}. Demandez-la, et quelqu’un d’autre décidera.`
        : why === 'privileged'
          ? `La modification donne ou retire des permissions sensibles : ${list(permissions)}. Demandez-la, et quelqu’un d’autre décidera.`
          : why === 'enabling'
            ? `Activer l’utilisateur donnerait des permissions sensibles. Demandez des rôles sans elles avec /hexa requests new, activez l’utilisateur, puis redemandez les rôles actuels : quelqu’un d’autre décidera des deux. Les permissions : ${list(permissions)}.`
            : 'Ici, toute modification de rôles est vérifiée par une deuxième personne. Demandez-la, et quelqu’un d’autre décidera.',
  }),
  request_unchanged: ({ name }) => ({
    title: 'Rien à modifier',
    text: `${name} a déjà exactement ces rôles.`,
  }),
  request_only_adds: () => ({
    title: 'Un accès limité dans le temps ne fait qu’ajouter des rôles',
    text: 'Une demande qui a une fin peut ajouter des rôles, sans en retirer. Laissez la durée vide, ou nommez aussi tous les rôles actuels.',
  }),
  request_open: ({ name }) => ({
    title: 'Déjà demandé',
    text: `La même modification pour ${name} attend une décision. /hexa requests list la montre.`,
  }),
  nobody_can_approve: ({ permissions }) => ({
    title: 'Personne ne pourrait l’approuver',
    text:
      permissions.length === 0
        ? `Il faut quelqu’un d’autre qui soit actif et lié, qui ait User: update et Role: read, ${noPuppet}`
        : `Il faut quelqu’un d’autre qui soit actif et lié, qui ait User: update, Role: read et tout ce qui est accordé (${list(permissions)}), ${noPuppet}`,
  }),
  request_not_found: () => ({
    title: 'Demande introuvable',
    text: 'Cette demande n’existe pas, ou vous ne pouvez pas la voir. /hexa requests list montre les vôtres.',
  }),
  request_decided: ({ status, by }) => ({
    title: 'Déjà décidé',
    text: by === null ? `${requestStatus(status)}.` : `${requestStatus(status)} par ${by}.`,
  }),
  not_eligible: ({ why }) => ({
    title: 'La décision ne vous revient pas',
    text: ineligible[why] ?? 'Vous ne pouvez pas décider de cette demande.',
  }),
  not_yours: () => ({
    title: 'Vous ne pouvez pas la retirer',
    text: 'Seule la personne qui a fait la demande peut la retirer. Refusez-la plutôt.',
  }),
  link_limit: () => ({
    title: 'Trop de codes',
    text: 'Au plus 3 codes par heure sont envoyés. Utilisez le plus récent, ou réessayez dans une heure.',
  }),
  link_code_wrong: ({ left }) => ({
    title: 'Code erroné',
    text: `Ce n’est pas le bon code. ${left < 2 ? `Il reste ${left} essai.` : `Il reste ${left} essais.`}`,
  }),
  link_code_dead: () => ({
    title: 'Ce code ne fonctionne plus',
    text: 'Un code est valable 10 minutes, fonctionne une seule fois et permet 5 essais. Tapez /hexa link pour en avoir un nouveau.',
  }),
  link_mail_off: ({ platform, workspace, user }) => ({
    title: 'L’envoi d’e-mails est désactivé',
    text: `Aucun code ne peut être envoyé. Demandez à un opérateur d’exécuter sur le serveur : npm run hexa -- link ${platform} ${workspace} ${user} VOTRE_EMAIL_HEXABOT`,
  }),
};

export const requestProblems: typeof english.requestProblems = {
  role_needs_approval: ({ permissions }) =>
    `Les permissions sensibles demandent une approbation : ${list(permissions)}. Choisissez d’autres rôles maintenant, puis demandez avec /hexa requests new.`,
  permissions_need_approval: ({ permissions }) =>
    `Quelqu’un a ce rôle, les permissions sensibles demandent donc une approbation : ${list(permissions)}. Créez un autre rôle avec ce qui est voulu (/hexa roles create), puis demandez-le avec /hexa requests new.`,
  reason_required: () => 'Dites pourquoi, en une phrase.',
  code_wrong: ({ left }) =>
    `Ce n’est pas le bon code. ${left < 2 ? `Il reste ${left} essai.` : `Il reste ${left} essais.`}`,
  duration_invalid: () => 'Une durée comme 30m, 8h ou 7d, 90d au plus.',
};

export const requestStatus = (status: string): string => statuses[status] ?? status;
