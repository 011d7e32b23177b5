import type { LRUCache } from 'lru-cache';
import type { Dispatch } from '#chat/dispatch.ts';
import type { Invocation } from '#chat/invocation.ts';
import type { ActionRef } from '#chat/screen.ts';
import type { Audience } from '../channels.ts';
import type { Log } from '../log.ts';
import type { WebClient } from '../web.ts';

/** What answering needs of the outside. */
export interface Tools {
  web: WebClient;
  dispatch: Dispatch;
  log: Log;
  clock: () => Date;
  /** Who sees a channel (docs/design.md, section 9), asked before something is posted there for everyone. */
  audience: (channelId: string) => Promise<Audience>;
  /** What each person's Home tab showed last, by their id: it is shown so again after a change made elsewhere. */
  homes: LRUCache<string, ActionRef>;
}

/** Where something was done, and so the ways in which it can be answered. */
export interface Place {
  invocation: Invocation;
  channelId: string | null;
  /** Takes 5 answers within 30 minutes; forms and the Home tab have none. */
  responseUrl: string | null;
  /** The message that carried the button is seen by the presser alone, or is a direct message to them. */
  isPrivateMessage: boolean;
  /** Opens one view, within 3 s. */
  triggerId: string | null;
  view: ViewPlace | null;
  /** What the Home tab shows, where the view was opened from there. */
  home: ActionRef | null;
}

/** A view of Slack in which a reply can be shown. */
export interface ViewPlace {
  id: string;
  kind: 'modal' | 'home';
  /** How often a form was shown in it with its own initial values (field-ids.ts); 0: not yet. */
  revision: number;
  /** The draft of the form in it. */
  draft: string | null;
  /** True where the view holds nothing but a notice that work is under way: it takes the next screen. */
  isWaiting: boolean;
  /** The view that this one lies upon, and the revision of the form in it. */
  below: { id: string; revision: number } | null;
}
