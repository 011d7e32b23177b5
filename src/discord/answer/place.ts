import type { Catalogue } from '#chat/catalogue.ts';
import type { Dispatch } from '#chat/dispatch.ts';
import type { Invocation } from '#chat/invocation.ts';
import type { PlatformLog as Log } from '#chat/platform.ts';
import type { Words } from '#words/index.ts';
import type { Api } from '../api.ts';
import type { Dialogs } from '../dialogs.ts';
import type { Source } from '../read/press.ts';
import type { Response } from './response.ts';

/** What answering needs of the outside. */
export interface Tools {
  api: Api;
  dispatch: Dispatch;
  catalogue: Catalogue;
  dialogs: Dialogs;
  log: Log;
}

/** Where something was done, and so the ways in which it can be answered. */
export interface Place {
  invocation: Invocation;
  response: Response;
  /** For what this folder says by itself. */
  words: Words;
  /** The message with what was pressed, or from which the form was opened; null for a command. */
  source: Source | null;
}
