import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { LANGUAGES } from '#words/index.ts';
import { type RunningService, runService } from '../support/running-service.ts';
import { type Person, textOf } from '../support/slack/index.ts';

const MINUTE = 60_000;

/** What English says in two words or more, and French says otherwise. */
function englishOnly(): string[] {
  const strings = (words: unknown): string[] =>
    typeof words === 'string'
      ? [words]
      : typeof words === 'object' && words !== null
        ? Object.values(words).flatMap(strings)
        : [];
  const french = strings(LANGUAGES.fr).join('\n').toLowerCase();
  const { screens, commands } = LANGUAGES.en;
  return strings({ screens, commands }).filter(
    (text) => text.trim().includes(' ') && !french.includes(text.trim().toLowerCase()),
  );
}

describe('a whole story in French', () => {
  let service: RunningService;
  let marie: Person;
  let paul: Person;

  beforeAll(async () => {
    service = await runService({ CHATOPS_USER_LIMIT: '4', FRONTEND_BASE_URL: 'https://hexabot.example.com' });
    const { slack } = service;
    await service.user({ email: 'marie@example.com', firstName: 'Marie', lastName: 'Curie' });
    marie = slack.person({ name: 'marie', locale: 'fr-FR' });
    await service.link(marie, 'marie@example.com');
    await service.user({ email: 'paul@example.com', firstName: 'Paul', lastName: 'Roy', roles: ['manager'] });
    paul = slack.person({ name: 'paul', locale: 'fr-CA' });
    await service.link(paul, 'paul@example.com');
    // Slack says the language in no payload: the first answer has it asked for.
    for (const person of [marie, paul]) {
      await service.ask(person, '/hexa whoami');
      const known = 'SELECT FROM chatops.identities WHERE chat_user = $1 AND locale IS NOT NULL';
      await vi.waitUntil(async () => (await service.query(known, [person.id])).length > 0);
    }
  });
  afterAll(() => service[Symbol.asyncDispose]());

  const asks = (line: string) => service.ask(marie, line);
  const sees = (text: string) =>
    service.slack.waitFor(
      () =>
        [marie.view, ...marie.ephemerals].find((each) => each !== undefined && textOf(each).includes(text)),
      text,
    );
  const last = () => marie.ephemerals.at(-1)!;

  it('says who one is, what there is to do, and helps with mistakes', async () => {
    expect(await asks('/hexa')).toContain(
      'Vous êtes connecté en tant que Marie Curie (marie@example.com) · forfait Pro · Utilisateurs\u00a0: 3/4',
    );
    expect(await asks('/hexa whoami')).toContain('Nom complet\u00a0: Marie Curie');
    expect(await asks('/hexa help')).toContain('Toutes les commandes');
    expect(await asks('/hexa plan')).toContain('La gestion des utilisateurs est comprise.');
    expect(await asks('/hexa usres list')).toContain('Vouliez-vous dire /hexa users list\u00a0?');
    expect(await asks('/hexa users list couleur:rouge')).toContain('Option inconnue');
    expect(await asks('/hexa users add password:secret')).toContain('Ne tapez jamais de mot de passe ici');
  });

  it('adds a user, who is told in a mail and confirms', async () => {
    const form = await service.open(marie, '/hexa users add roles:manager');
    await marie.submits(form, {
      Prénom: 'Zoë',
      Nom: ' ',
      'Nom d’utilisateur': 'zoe',
      'E-mail': 'zoe@example.com',
      'Mot de passe': 'court',
      'Confirmer le mot de passe': 'court',
    });
    expect(marie.errors(form)).toEqual({
      last: 'Veuillez remplir ce champ.',
      password: 'Au moins 8 caractères.',
    });
    await marie.submits(marie.view!, {
      Nom: 'Berg',
      'Mot de passe': 'correct horse',
      'Confirmer le mot de passe': 'correct horse',
    });
    const added = textOf(await sees('Zoë Berg a été ajouté'));
    expect(added).toContain('Un e-mail de confirmation est en route vers zoe@example.com.');
    expect(added).toContain('Utilisateurs\u00a0: 4/4');
    const { text } = await service.mailbox.next('zoe@example.com');
    const link = /http:\/\/\S+\/confirm\/\S+/.exec(text)![0];
    const page = await fetch(link, { method: 'POST' });
    expect(page.status).toBe(200);
    expect(await asks('/hexa users add')).toContain('Quota atteint');
  });

  it('lists, changes roles and takes it back', async () => {
    expect(await asks('/hexa users list berg status:active')).toContain(
      'Utilisateurs\u00a0: 4/4 · 1 résultat',
    );
    const card = await asks('/hexa users show zoe@example.com');
    expect(card).toContain('Comptes de chat liés\u00a0: aucun');
    await marie.presses(last(), 'Gérer les rôles');
    const form = await sees('Ils remplacent les rôles actuels.');
    await marie.submits(form as never, { Rôles: ['manager', 'public'] });
    await marie.submits((await sees('Nouveaux rôles')) as never);
    await sees('Les rôles de Zoë Berg ont été modifiés');
    await marie.presses(last(), 'Annuler la modification');
    await sees('Rétabli\u00a0: Zoë Berg');
  });

  it('disables, tells the person concerned, and writes it down', async () => {
    expect(await asks('/hexa users disable paul@example.com, zoe')).toContain('Désactiver 2 utilisateurs');
    await marie.presses(last(), 'Désactiver');
    await sees('2 comptes désactivés');
    const told = await service.slack.waitFor(
      () => paul.directMessages.find((each) => textOf(each).includes('désactivé')),
      'a word to Paul',
    );
    expect(textOf(told)).toContain('Votre compte Hexabot a été désactivé');
    expect(await asks('/hexa users disable marie@example.com')).toContain(
      'Vous ne pouvez ni activer ni désactiver votre propre compte',
    );
    expect(await asks('/hexa users resend zoe')).toContain('il n’y a donc rien à confirmer');
    expect(await asks('/hexa audit by:marie@example.com')).toContain('Marie Curie a désactivé le compte Zoë');
    expect(await asks('/hexa why users list for:paul@example.com')).toContain('Compte actif\u00a0: ✕ bloque');
    expect(await service.ask(paul, '/hexa users list')).toContain('Compte non actif');
  });

  it('shows roles, requests, links and the Home tab', async () => {
    service.advance(MINUTE);
    for (const line of ['roles list', 'roles show manager', 'requests list', 'links', 'why roles delete']) {
      await asks(`/hexa ${line}`);
    }
    await marie.opensHome();
    const home = await service.slack.waitFor(() => marie.home, 'the Home tab');
    expect(textOf(home)).toContain('Utilisateurs\u00a0: 4/4');
  });

  it('is slowed down, told of a bug, and of a form that Slack did not open', async () => {
    service.advance(MINUTE);
    service.slack.fail('views.open', { error: 'expired_trigger_id' });
    await marie.types('/hexa users roles zoe');
    await sees('Le formulaire ne s’est pas ouvert à temps. Veuillez réessayer.');
    await service.query('ALTER TABLE chatops.audit RENAME TO audit_away');
    expect(await asks('/hexa audit')).toContain('donnez cette référence à l’opérateur');
    await service.query('ALTER TABLE chatops.audit_away RENAME TO audit');
    await Promise.all(Array.from({ length: 30 }, () => marie.types('/hexa whoami')));
    await sees('Un peu moins vite, s’il vous plaît');
  });

  it('says nothing in English, and no colon without its space', () => {
    // The first answer is in the language of the user, as Slack's is not known yet.
    const shown = [...marie.ephemerals.slice(1), marie.home, ...paul.directMessages].map(textOf).join('\n');
    expect(englishOnly().length).toBeGreaterThan(200);
    for (const text of englishOnly()) expect(shown).not.toContain(text.trim());
    expect(shown).not.toMatch(/^\p{Lu}[^\n:]*[^\u00a0\n:]: /mu);
    expect(service.slack.violations).toEqual([]);
  });
});
