import { type ErrorCode, type ErrorData, HexaError, isHexaError } from '#domain/errors.ts';
import type { Words } from '#words/index.ts';
import { shorten } from '../clean-text.ts';
import type { Setup } from '../context.ts';
import { runCommand } from '../run-command.ts';
import type { Action, Part, Screen } from '../screen.ts';
import { licenceActions, licenceNote } from './licence.ts';

type Sentence<C extends ErrorCode> = (data: ErrorData[C]) => { title: string; text: string };

/** The sentence of a refusal. */
export function refusalText(words: Words, error: HexaError): { title: string; text: string } {
  const sentences: { [C in ErrorCode]: Sentence<C> } = words.errors;
  return (sentences[error.code] as Sentence<ErrorCode>)(error.data);
}

/** Why it was refused and what to do next, in the person's words. */
export function refusalScreen(
  words: Words,
  error: HexaError,
  setup: Setup,
  /** `draft`: of the form that was refused. `seesUsers`: whether users may be offered to choose from. */
  { draft, seesUsers }: { draft: string | null; seesUsers: boolean } = { draft: null, seesUsers: false },
): Screen {
  const told = withShortQuery(seesUsers ? error : withoutCandidates(error));
  const { title, text } = refusalText(words, told);
  const note = noteFor(words, error, setup);
  return {
    title,
    tone: LOCKED.has(error.code) ? 'refusal' : 'warning',
    parts: [
      { type: 'text', text, whole: longestListIn(told.data) },
      ...unclearParts(words, error, seesUsers),
      ...(note === null ? [] : [{ type: 'text', text: note, style: 'note' } as const]),
    ],
    actions: actionsFor(words, told, setup, { draft, seesUsers }),
  };
}

/** What its sentence may have said in short. */
function longestListIn(data: object): string[] {
  const lists = Object.values(data).filter(
    (value): value is string[] => Array.isArray(value) && value.every((each) => typeof each === 'string'),
  );
  return lists.reduce((longest, each) => (each.length > longest.length ? each : longest), []);
}

/** What is closed to somebody; all others are mistakes and misses, which a lock would not describe. */
const LOCKED: ReadonlySet<ErrorCode> = new Set([
  'stranger',
  'not_linked',
  'account_not_active',
  'plan_locked',
  'permission_missing',
  'sso_closed',
  'quota_reached',
  'password_typed',
  'own_account',
  'own_admin_role',
  'own_role',
  'last_admin',
  'role_protected',
  'approval_needed',
  'nobody_can_approve',
  'not_eligible',
  'not_yours',
]);

function isLicence({ code }: HexaError): boolean {
  return code === 'plan_locked' || code === 'quota_reached';
}

function noteFor(words: Words, error: HexaError, setup: Setup): string | null {
  if (isHexaError(error, 'not_linked')) return setup.mail ? null : words.screens.link.operator(error.data);
  return isLicence(error) ? licenceNote(words, setup) : null;
}

/** Of what was typed a line is said again, however long it was. */
function withShortQuery(error: HexaError): HexaError {
  const { code, data } = error;
  if (!('query' in data) || data.query.length <= QUERY_SHOWN) return error;
  return new HexaError(code, { ...data, query: shorten(data.query, QUERY_SHOWN) } as ErrorData[typeof code]);
}

const QUERY_SHOWN = 200;

function withoutCandidates(error: HexaError): HexaError {
  return isHexaError(error, 'user_ambiguous')
    ? new HexaError('user_ambiguous', { ...error.data, candidates: [] })
    : error;
}

/** As many names can have buttons to choose by, five each, on every platform. */
const WITH_BUTTONS = 3;

/** Each name that fits nobody or several, with the candidates to choose from: as buttons where the names are few. */
function unclearParts(words: Words, error: HexaError, seesUsers: boolean): Part[] {
  if (!isHexaError(error, 'users_unclear')) return [];
  const { unclear } = error.data;
  const offeredOf = (each: ErrorData['user_ambiguous']) => ({
    ...each,
    candidates: seesUsers ? each.candidates : [],
  });
  if (unclear.length > WITH_BUTTONS) {
    const { nobody, several } = words.screens.unclear;
    const facts = unclear.map((each) => ({
      label: each.query,
      value:
        each.candidates.length === 0
          ? nobody(each.query, each.by)
          : several(offeredOf(each).candidates.map(({ name, email }) => `${name} (${email})`)),
    }));
    return [{ type: 'facts', facts, ofPeople: true }];
  }
  return unclear.flatMap((each): Part[] => {
    const offered = offeredOf(each);
    const { text } =
      each.candidates.length === 0 ? words.errors.user_not_found(each) : words.errors.user_ambiguous(offered);
    const buttons = candidateButtons(offered);
    return [
      { type: 'text', text },
      ...(buttons.length === 0 ? [] : [{ type: 'actions', actions: buttons } as const]),
    ];
  });
}

/** The users that fit, to be opened. */
function candidateButtons({ candidates }: ErrorData['user_ambiguous']): Action[] {
  return candidates.map(({ id, name, email }) => ({
    type: 'button',
    label: `${name} (${email})`,
    action: { name: 'users.show', ids: [id] },
  }));
}

/** Where what was meant can be found; for those who may see users. */
const NEXT: Partial<Record<ErrorCode, string>> = {
  user_not_found: 'users list',
  request_open: 'requests list',
  request_not_found: 'requests list',
  role_not_found: 'roles list',
};

function actionsFor(
  words: Words,
  error: HexaError,
  setup: Setup,
  { draft, seesUsers }: { draft: string | null; seesUsers: boolean },
): Action[] {
  if (isHexaError(error, 'user_ambiguous')) return candidateButtons(error.data);
  if (isHexaError(error, 'not_linked') && setup.mail) {
    return [{ type: 'button', label: words.screens.link.button, action: { name: 'link' }, style: 'primary' }];
  }
  if (isHexaError(error, 'approval_needed') && draft !== null) {
    const { ask } = words.screens.requestForm;
    return [{ type: 'button', label: ask, action: { name: 'requests.ask', ids: [draft] }, style: 'primary' }];
  }
  if (isHexaError(error, 'unknown_command')) {
    const path = error.data.nearest ?? 'help';
    return [{ type: 'button', label: `/hexa ${path}`, action: runCommand(path), style: 'primary' }];
  }
  const next = seesUsers ? NEXT[error.code] : undefined;
  if (next !== undefined) return [{ type: 'button', label: `/hexa ${next}`, action: runCommand(next) }];
  return isLicence(error) ? licenceActions(words, setup) : [];
}

/** An error of ours: the reference stands in the log too. */
export function unexpectedScreen(words: Words, reference: string, mayHaveChanged: boolean): Screen {
  const { unexpected, unexpectedAfter } = words.screens.common;
  const { title, text } = (mayHaveChanged ? unexpectedAfter : unexpected)(reference);
  return { title, tone: 'refusal', parts: [{ type: 'text', text }] };
}

/** In place of a submitted form while its slow half runs. */
export function workingScreen({ title, text }: { title: string; text: string }): Screen {
  return { title, tone: 'neutral', parts: [{ type: 'text', text }] };
}
