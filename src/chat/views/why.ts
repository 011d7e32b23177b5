import { type HexaError, isHexaError } from '#domain/errors.ts';
import type { Standing } from '#domain/standing.ts';
import { fullName, type User } from '#domain/user.ts';
import type { Words } from '#words/index.ts';
import { type DeclaredCommand, needsOf } from '../declared.ts';
import { judge, type Outcome, QUESTIONS, type Question } from '../gate.ts';
import type { Fact, Screen } from '../screen.ts';
import { refusalText } from './refusal.ts';

/** Walks the gate for a command and says which question stops it and what to do. `other` null: for oneself. */
export function whyScreen(
  words: Words,
  command: DeclaredCommand,
  standing: Standing,
  other: User | null,
): Screen {
  const { why: texts } = words.screens;
  const name = other === null ? null : fullName(other);
  const outcomes = judge(standing, needsOf(command));
  const stop = outcomes.find(({ refusal }) => refusal !== null);
  const yes = name === null ? texts.yes : texts.otherYes(name);
  return {
    title: name === null ? texts.ownTitle(command.path) : texts.otherTitle(command.path, name),
    shortTitle: texts.shortTitle,
    tone: stop === undefined ? 'success' : 'warning',
    parts: [
      {
        type: 'text',
        text: stop === undefined ? yes : texts.no(sentence(words, stop, name)),
      },
      { type: 'facts', facts: QUESTIONS.map((question) => fact(words, question, outcomes, stop, name)) },
      { type: 'text', text: texts.rules, style: 'note' },
    ],
  };
}

/** Before these are answered there is nobody whose permissions could be looked at. */
const FINAL: readonly Question[] = ['workspace', 'link'];

function fact(
  words: Words,
  question: Question,
  outcomes: readonly Outcome[],
  stop: Outcome | undefined,
  name: string | null,
): Fact {
  const { why: texts } = words.screens;
  const label = texts.questions[question];
  const outcome = outcomes.find((each) => each.question === question);
  if (outcome === undefined) return { label, value: texts.notAsked };
  if (outcome === stop) return { label, value: texts.stops };
  const isBehind = stop !== undefined && outcomes.indexOf(outcome) > outcomes.indexOf(stop);
  if (isBehind && FINAL.includes(stop.question)) return { label, value: texts.notReached };
  if (outcome.refusal === null) return { label, value: texts.passed };
  return { label, value: texts.alsoStops(sentence(words, outcome, name)) };
}

/** The refusal in the words for oneself, or for whom it is about. */
function sentence(words: Words, { question, refusal }: Outcome, name: string | null): string {
  if (refusal === null) return '';
  return (name === null ? null : ofOther(words, question, refusal, name)) ?? refusalText(words, refusal).text;
}

function ofOther(words: Words, question: Question, refusal: HexaError, name: string): string | null {
  const { other } = words.screens.why;
  if (isHexaError(refusal, 'permission_missing')) {
    return other.permissions(name, refusal.data.missing.join(', '));
  }
  if (isHexaError(refusal, 'plan_locked')) return other.plan(refusal.data.plan, refusal.data.status);
  if (question === 'workspace' || question === 'link' || question === 'account') return other[question](name);
  return null;
}
