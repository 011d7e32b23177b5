import type { ModalView } from '@slack/types';
import type { Screen } from '#chat/screen.ts';
import { onlyText, sendDirect, writtenContentOf } from '../direct.ts';
import { renderHome, renderView, type ViewOptions } from '../render/screen.ts';
import { type ResponseBody, respond } from '../response-url.ts';
import { type Outcome, outcomeOf } from '../web.ts';
import { movedToDirect, withoutForm } from './notices.ts';
import type { Place, Tools } from './place.ts';

/** One way of showing something, and its name in the log. */
export type Way = readonly [name: string, show: () => Promise<Outcome>];

/** What Slack offers to show a screen from one place; tells the place what its view shows now. */
export class Ways {
  readonly #tools: Tools;
  readonly #place: Place;

  constructor(tools: Tools, place: Place) {
    this.#tools = tools;
    this.#place = place;
  }

  /** Through the response_url, for the person alone or for everybody; no way where there is none. */
  respond(type: 'ephemeral' | 'in_channel', screen: Screen): Way[] {
    if (this.#place.responseUrl === null) return [];
    return [[type, () => this.#post({ response_type: type, replace_original: false, ...message(screen) })]];
  }

  /** As text alone, where the person asked, else by direct message. */
  onlyText(screen: Screen): Way[] {
    const said = { ...onlyText(screen), blocks: '[]' };
    const { user } = this.#place.invocation.identity;
    return [
      ['text', () => this.#post({ response_type: 'ephemeral', replace_original: false, ...said })],
      ['direct text', () => sendDirect(this.#tools.web, user, screen, onlyText)],
    ];
  }

  /** Instead of the message that carried the button. */
  replace(screen: Screen): Way {
    return ['replace', () => this.#post({ replace_original: true, ...message(screen) })];
  }

  /** Away with the message that carried the button. */
  delete(): Way {
    return ['delete', () => this.#post({ delete_original: true })];
  }

  open(screen: Screen): Way {
    return ['views.open', () => this.#withTrigger('open', screen)];
  }

  push(screen: Screen): Way {
    return ['views.push', () => this.#withTrigger('push', screen)];
  }

  /** In the view itself. No hash is sent: of two answers to the same person the later one is to be seen. */
  update(screen: Screen): Way {
    return ['views.update', () => this.#update(screen)];
  }

  /** In the view below, with the block ids of its form: what was typed there stays. */
  updateBelow(screen: Screen): Way {
    const { id, revision } = this.#place.view?.below ?? { id: '', revision: 1 };
    return [
      'views.update below',
      () => outcomeOf(this.#tools.web.views.update({ view_id: id, view: this.#view(screen, { revision }) })),
    ];
  }

  /** Each time a revision of its own: its fields show what is listed, not what was typed and left. */
  publish(screen: Screen): Way {
    const { user } = this.#place.invocation.identity;
    const shown = screen.form === undefined ? screen : withoutForm(screen);
    const revision = this.#tools.clock().getTime();
    return [
      'views.publish',
      async () => {
        const view = renderHome(shown, { revision });
        const outcome = await outcomeOf(this.#tools.web.views.publish({ user_id: user, view }));
        if (outcome.ok && shown.shows !== undefined) this.#tools.homes.set(user, shown.shows);
        return outcome;
      },
    ];
  }

  /** The last resort: says that it belongs elsewhere. */
  moved(screen: Screen): Way {
    return this.direct(movedToDirect(this.#tools.dispatch.words(this.#place.invocation), screen));
  }

  direct(screen: Screen): Way {
    return ['direct', () => sendDirect(this.#tools.web, this.#place.invocation.identity.user, screen)];
  }

  #view(screen: Screen, options: ViewOptions): ModalView {
    return renderView(screen, { ...options, home: this.#place.home });
  }

  async #post(body: ResponseBody): Promise<Outcome> {
    const { responseUrl } = this.#place;
    return responseUrl === null ? { ok: false, code: 'no_response_url' } : respond(responseUrl, body);
  }

  async #update(screen: Screen): Promise<Outcome> {
    const { view } = this.#place;
    if (view === null) return { ok: false, code: 'no_view' };
    const { form } = screen;
    // Same draft: the same form again, and what was typed stays. Otherwise its initial values are to show.
    const isAnew = form !== undefined && (view.isWaiting || form.draft !== view.draft);
    const revision = isAnew ? view.revision + 1 : view.revision;
    const rendered = this.#view(screen, { revision, below: view.below?.revision ?? 1 });
    const outcome = await outcomeOf(this.#tools.web.views.update({ view_id: view.id, view: rendered }));
    if (outcome.ok) Object.assign(view, { isWaiting: false, revision, draft: form?.draft ?? null });
    return outcome;
  }

  /** The view that was opened is where the next screen of this answer belongs. */
  async #withTrigger(method: 'open' | 'push', screen: Screen): Promise<Outcome> {
    const { triggerId, view } = this.#place;
    if (triggerId === null) return { ok: false, code: 'no_trigger' };
    const below = method === 'push' && view !== null ? { id: view.id, revision: view.revision } : null;
    const rendered = this.#view(screen, { below: below?.revision ?? 1 });
    this.#place.triggerId = null;
    let id: string | undefined;
    const outcome = await outcomeOf(
      this.#tools.web.views[method]({ trigger_id: triggerId, view: rendered }).then((result) => {
        id = result.view?.id;
      }),
    );
    if (id !== undefined) {
      const draft = screen.form?.draft ?? null;
      this.#place.view = { id, kind: 'modal', revision: 1, draft, isWaiting: false, below };
    }
    return outcome;
  }
}

/** A rendered message as a response_url takes it. */
export function message(screen: Screen): ResponseBody {
  return writtenContentOf(withoutForm(screen));
}
