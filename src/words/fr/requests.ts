import type * as english from '../en/requests.ts';
import { listed } from '../listed.ts';

const list = (items: readonly string[]): string => listed(items, (more) => `et ${more} de plus`);

const statuses: Record<string, string> = {
  pending: 'En attente',
  approved: 'Approuvée',
  denied: 'Refusée',
  cancelled: 'Retirée',
  expired: 'Expirée',
  outdated: 'Dépassée',
};

const ineligible: Record<string, string> = {
  requester: 'Vous avez demandé cette modification, quelqu’un d’autre doit donc décider.',
  target: 'Cette modification concerne votre propre compte, quelqu’un d’autre doit donc décider.',
  not_active: 'Votre compte n’est pas actif.',
  not_linked: 'Votre compte n’est pas lié au chat.',
  lacks_user_update: 'Vos rôles ne comprennent pas User: update.',
  lacks_role_read: 'Vos rôles ne comprennent pas Role: read.',
  lacks_granted: 'Cette demande donne des permissions que vous n’avez pas vous-même.',
  made_by_requester:
    'La personne qui demande a créé, activé ou lié votre compte, ou lui a donné des rôles, ces 30 derniers jours.',
  not_then: 'Vous ne pouviez pas décider au moment de la demande.',
};

const noPuppet =
  'Vous ne devez pas avoir créé ni activé son compte, ni lui avoir donné de rôles, ces 30 derniers jours. Pour lier un compte de chat : /hexa link.';

export const requestErrors: typeof english.requestErrors = {
  approval_needed: ({ why, permissions }) => ({
    title: 'Une approbation est nécessaire',
    text: {
      lacking: `Cette modification donne des permissions que vous n’avez pas vous-même : ${list(permissions)}. Demandez une approbation, et un autre administrateur décidera.`,
      privileged: `Cette modification donne ou retire des permissions sensibles : ${list(permissions)}. Demandez une approbation, et un autre administrateur décidera.`,
      enabling: `Activer cet utilisateur donnerait des permissions sensibles : ${list(permissions)}. Demandez d’abord des rôles sans elles avec /hexa requests new. Activez ensuite l’utilisateur, puis redemandez les rôles actuels.`,
      all: 'Ici, tout changement de rôles demande une deuxième personne. Demandez une approbation, et un autre administrateur décidera.',
    }[why],
  }),
  request_unchanged: ({ name }) => ({
    title: 'Rien à modifier',
    text: `${name} a déjà exactement ces rôles.`,
  }),
  request_only_adds: () => ({
    title: 'Un accès limité dans le temps ne fait qu’ajouter des rôles',
    text: 'Une demande qui a une fin ne peut pas retirer de rôles. Laissez la durée vide, ou ajoutez tous les rôles actuels.',
  }),
  request_open: ({ name }) => ({
    title: 'Déjà demandé',
    text: `La même modification pour ${name} attend déjà une décision.`,
  }),
  request_limit: ({ per, limit }) => ({
    title: 'Trop de demandes',
    text:
      per === 'open'
        ? `Vous avez ${limit} demandes en attente. Annulez-en une, ou attendez qu’une décision soit prise. /hexa requests list les montre.`
        : `Vous pouvez envoyer ${limit} demandes en 24 heures. Réessayez plus tard.`,
  }),
  nobody_can_approve: ({ permissions }) => ({
    title: 'Personne ne peut l’approuver',
    text:
      permissions === null || permissions.length === 0
        ? `${permissions === null ? 'Vérifiez les noms des rôles : ils doivent être exacts. ' : ''}Il faut un autre administrateur actif, avec un compte lié, qui a User: update et Role: read. ${noPuppet}`
        : `Il faut un autre administrateur actif, avec un compte lié, qui a User: update, Role: read et tout ce qui est donné (${list(permissions)}). ${noPuppet}`,
  }),
  request_not_found: () => ({
    title: 'Demande introuvable',
    text: 'Cette demande n’existe pas, ou vous ne pouvez pas la voir.',
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
    text: 'Nous envoyons au plus 3 codes par heure. Utilisez le plus récent, ou réessayez dans une heure.',
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
    text: `Nous ne pouvons pas vous envoyer de code. Demandez à un opérateur d’exécuter ceci sur le serveur : npm run hexa -- link ${platform} ${workspace} ${user} VOTRE_EMAIL_HEXABOT`,
  }),
};

export const requestProblems: typeof english.requestProblems = {
  role_needs_approval: ({ permissions }) =>
    `Ces rôles donnent des permissions sensibles, qui demandent une approbation : ${list(permissions)}. Choisissez d’autres rôles maintenant, puis demandez avec /hexa requests new.`,
  permissions_need_approval: ({ permissions }) =>
    `Quelqu’un a ce rôle, les permissions sensibles demandent donc une approbation : ${list(permissions)}. Créez un autre rôle qui les comprend (/hexa roles create), puis demandez-le avec /hexa requests new.`,
  reason_required: () => 'Donnez une raison, en une phrase.',
  code_wrong: ({ left }) =>
    `Ce n’est pas le bon code. ${left < 2 ? `Il reste ${left} essai.` : `Il reste ${left} essais.`}`,
  duration_invalid: () => 'Une durée comme 30m, 8h ou 7d, 90d au plus.',
};

export const requestStatus = (status: string): string => statuses[status] ?? status;
