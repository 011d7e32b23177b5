import type { Dispatch } from '#chat/dispatch.ts';
import type { Input } from '#chat/invocation.ts';
import type { Reply } from '#chat/reply.ts';
import type { Screen } from '#chat/screen.ts';
import type { Words } from '#words/index.ts';
import { type FormScreen, Guide, saidAs } from '../guide.ts';
import type { PageRequest } from '../protocol.ts';
import { pageScreen } from '../render/screen.ts';
import type { Room } from '../rooms.ts';
import type { Arrival } from './adapter.ts';
import type { Give } from './give.ts';
import type { Handle } from './handle.ts';
import { invocationOf, wordsOf } from './invocation.ts';

/** Guided conversations under way, one for each person. */
export class Guides {
  readonly #dispatch: Dispatch;
  readonly #give: Give;
  readonly #underWay = new Map<Room, Guide>();

  constructor(dispatch: Dispatch, give: Give) {
    this.#dispatch = dispatch;
    this.#give = give;
  }

  isUnderWay({ room }: Arrival): boolean {
    return this.#underWay.has(room);
  }

  questionOf(room: Room, words: Words) {
    return this.#underWay.get(room)?.question(words.console.guide.step) ?? null;
  }

  /** Opens the form of a command, to be asked field by field; whatever else comes back is shown as it is. */
  async begin(arrival: Arrival, path: string): Promise<void> {
    const { request, room } = arrival;
    if (request.type === 'say') room.add({ from: 'me', text: request.text.trim() });
    const input: Input = { type: 'command', path, options: {} };
    const replies = await this.#dispatch.answer(invocationOf(arrival, input));
    const form = replies.map(formOf).find((screen) => screen !== null);
    if (form === undefined) return void (await this.#give(arrival, replies));
    this.#underWay.set(room, new Guide(form));
    const { guide } = wordsOf(arrival).console;
    const isSecret = form.fields.some(({ type }) => type === 'password');
    const { fields: _fields, form: _form, actions: _actions, ...intro } = form;
    const lines = [guide.intro, ...(isSecret ? [guide.introSecret] : [])];
    const notes = lines.map((text) => ({ type: 'text', text, style: 'note' }) as const);
    room.add({ from: 'hexa', screen: pageScreen({ ...intro, parts: [...intro.parts, ...notes] }) });
  }

  /** Says the question, and lets the pages ask for its answer. */
  ask(arrival: Arrival): void {
    const guide = this.#underWay.get(arrival.room);
    if (guide === undefined) return;
    const words = wordsOf(arrival).console.guide;
    const { field } = guide;
    if (field === null) {
      const parts: Screen['parts'] = [{ type: 'facts', facts: guide.summary }];
      arrival.room.add({ from: 'hexa', screen: pageScreen({ title: words.review, tone: 'neutral', parts }) });
    } else {
      const hint = field.hint === undefined ? '' : ` ${field.hint}`;
      arrival.room.add({ from: 'hexa', text: `${words.ask(field.label)}${hint}` });
    }
    arrival.room.send({ type: 'question', question: guide.question(words.step) });
  }

  askAgain(arrival: Arrival): void {
    if (this.isUnderWay(arrival)) this.ask(arrival);
  }

  /** Takes the answer to the present question; the guide ends when it is done, cancelled or refused. */
  readonly answer: Handle = async (arrival) => {
    const { request, room } = arrival;
    const guide = this.#underWay.get(room);
    if (guide === undefined) return;
    const words = wordsOf(arrival).console.guide;
    const said = saidIn(request, words);
    if (said === 'cancel') {
      room.add({ from: 'me', text: words.cancel });
      room.add({ from: 'hexa', text: words.cancelled });
      return this.#end(room);
    }
    if (said === 'back') {
      room.add({ from: 'me', text: words.back });
      if (!guide.back()) room.add({ from: 'hexa', text: words.firstAlready });
      return;
    }
    if (guide.field === null) return this.#finish(arrival, guide);
    const { field } = guide;
    const known = guide.take(said.value);
    room.add({ from: 'me', text: saidAs(field, known === null ? guide.values[field.name] : said.value) });
    if (known !== null) return void room.add({ from: 'hexa', text: words.notAmong(known) });
    const { form } = guide.screen;
    const input: Input = {
      type: 'form',
      name: form.name,
      draft: form.draft,
      values: guide.values,
      partial: 'more',
    };
    const submission = await this.#dispatch.submit(invocationOf(arrival, input));
    if (submission.type === 'accepted') throw new Error('a form that is asked in part is not accepted');
    const [reply] = submission.replies;
    if (reply?.type !== 'errors') {
      this.#end(room);
      return void (await this.#give(arrival, submission.replies));
    }
    const problem = guide.settle(reply.fields);
    if (problem !== null) room.add({ from: 'hexa', text: problem });
  };

  async #finish(arrival: Arrival, guide: Guide): Promise<void> {
    const { room } = arrival;
    const { name, draft, submit } = guide.screen.form;
    room.add({ from: 'me', text: submit });
    const input: Input = { type: 'form', name, draft, values: guide.values };
    const submission = await this.#dispatch.submit(invocationOf(arrival, input));
    if (submission.type === 'refused') {
      const [reply] = submission.replies;
      // Something was taken meanwhile, such as the username: that question again.
      if (reply?.type === 'errors' && guide.goTo(reply.fields)) {
        return void room.add({ from: 'hexa', text: Object.values(reply.fields).join(' ') });
      }
      this.#end(room);
      return void (await this.#give(arrival, submission.replies));
    }
    this.#end(room);
    await this.#give(arrival, await submission.run());
  }

  #end(room: Room): void {
    this.#underWay.delete(room);
    room.send({ type: 'question', question: null });
  }
}

type Said = 'back' | 'cancel' | { value: Extract<PageRequest, { type: 'answer' }>['value'] };

function saidIn(request: PageRequest, words: { back: string; cancel: string }): Said {
  if (request.type === 'back' || request.type === 'cancel') return request.type;
  const value = request.type === 'answer' ? request.value : request.type === 'say' ? request.text : '';
  if (value === words.back) return 'back';
  return value === words.cancel ? 'cancel' : { value };
}

function formOf(reply: Reply): FormScreen | null {
  if (reply.type !== 'screen') return null;
  const { form, fields } = reply.screen;
  return form === undefined || fields === undefined ? null : { ...reply.screen, form, fields };
}
