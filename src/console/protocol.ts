/**
 * What the page and the server say to each other. The page's JavaScript takes its types from here, so there is
 * nothing in this file but types.
 */

import type { OptionMeta } from '#chat/option.ts';

/** A screen (`src/chat/screen.ts`) as plain JSON: names cleaned, links checked, actions encoded. */
export interface PageScreen {
  title: string;
  tone: 'neutral' | 'success' | 'warning' | 'refusal';
  parts: PagePart[];
  actions: PageAction[];
  fields: PageField[];
  form: PageForm | null;
}

/** Names a form and its draft; both come back when it is submitted. */
export interface PageForm {
  name: string;
  draft: string;
  submit: string;
  close: string;
}

/** Text in pieces, as the page draws it. */
export type PageText = PageInline[];
/** One piece of it. */
export type PageInline =
  | { type: 'plain' | 'strong' | 'code' | 'person'; text: string }
  /** `at`: ISO 8601; said in the reader's zone and language by the page. */
  | { type: 'instant'; at: string; style: 'date' | 'time' | 'relative' }
  | { type: 'link'; text: string; url: string };

/** A label and its value. */
export interface PageFact {
  label: string;
  value: PageText;
}

/** Pictures of people are drawn from their names: nothing is loaded from other hosts. */
export interface PageAvatar {
  initials: string;
  /** 0 to 7. */
  hue: number;
}

/** A user in a list. */
export interface PageUserRow {
  name: string;
  avatar: PageAvatar;
  status: 'active' | 'pending' | 'disabled' | 'inactive';
  statusLabel: string;
  facts: PageFact[];
  actions: PageAction[];
  /** Null: there are the facts alone. */
  details: PageUserDetails | null;
}

/** The actions that are buttons. */
export type PageButton = Extract<PageAction, { type: 'button' }>;

/** The columns of a user in a table. Times are ISO 8601. */
export interface PageUserDetails {
  id: string;
  email: string;
  isYou: boolean;
  /** Null: hidden from who looks. */
  roles: { name: string; setAside: boolean }[] | null;
  created: string | null;
  updated: string | null;
  toggle: PageButton;
}

/** What the table is narrowed and sorted by, as the address has it; empty: by nothing. */
export interface PageFilter {
  search: string;
  status: string;
  role: string;
  sort: string;
  /** From 1. */
  page: number;
}

/** A table with a head. */
export interface PageTable {
  total: number;
  pageSize: number;
  filter: PageFilter;
  /** Null: hidden from who looks. */
  roles: string[] | null;
  quota: string;
  add: PageButton;
  upgrade: PageAction[];
  waiting: { total: number; requests: { text: string; open: string }[] };
}

/** What a screen consists of, for the page. */
export type PagePart =
  | { type: 'text'; text: PageText; isNote: boolean }
  | { type: 'facts'; facts: PageFact[] }
  | { type: 'users'; rows: PageUserRow[]; table: PageTable | null }
  | { type: 'table'; columns: string[]; rows: PageText[][] }
  | { type: 'matrix'; columns: string[]; rows: { label: string; cells: boolean[] }[] }
  | { type: 'diff'; sides: { label: string; sign: '+' | '−'; names: string[] }[] }
  /** A picture of another host: named and linked, not loaded. */
  | { type: 'image'; alt: string; url: string | null }
  | { type: 'divider' }
  | { type: 'actions'; actions: PageAction[] };

/** What is asked before a button does anything. */
export interface PageConfirm {
  title: string;
  text: string;
  confirm: string;
  cancel: string;
}

/** One of several to choose from; `value` comes back. */
export interface PageOption {
  value: string;
  label: string;
  description?: string;
}

/** Something to press or choose. */
export type PageAction =
  | {
      type: 'button';
      label: string;
      /** As `src/chat/action-ref.ts` encodes it. */
      action: string;
      style: 'primary' | 'danger' | 'plain';
      confirm: PageConfirm | null;
      /** Why it cannot be pressed; null: it can. */
      disabled: string | null;
    }
  | { type: 'select'; label: string; action: string; options: PageOption[]; initial: string | null }
  | { type: 'link'; label: string; url: string };

interface PageFieldBase {
  name: string;
  label: string;
  hint: string | null;
  required: boolean;
}
/** One field of a form. */
export type PageField = PageFieldBase &
  (
    | { type: 'text' | 'long_text' | 'email' | 'password'; initial: string }
    | { type: 'choice'; options: PageOption[]; initial: string | null; source: 'users' | 'roles' | null }
    | { type: 'choices'; options: PageOption[]; initial: string[]; source: 'users' | 'roles' | null }
    | { type: 'person' }
    | { type: 'check'; initial: boolean }
    /** Choices of one and the same list, drawn as one table: a column for each, which has its name and its value. */
    | {
        type: 'grid';
        columns: { name: string; label: string; initial: string[] }[];
        rows: PageOption[];
      }
  );

/** What fields hold, by name. */
export type PageValues = Record<string, string | string[] | boolean>;

/** One message of the conversation. */
export interface Entry {
  id: string;
  /** ISO 8601. */
  at: string;
  from: 'me' | 'hexa';
  /** Plain text; null where it is a screen. */
  text: string | null;
  screen: PageScreen | null;
  /** What everybody who has the console open sees too. */
  isShared: boolean;
}

/** What is asked next in a guided conversation. */
export interface Question {
  /** Null: the last step, where what was answered is sent. */
  field: PageField | null;
  /** Such as `2 of 7`; empty at the last step. */
  progress: string;
  submit: string;
  canGoBack: boolean;
}

/** A command, for completing what is typed. */
export interface CommandInfo {
  path: string;
  summary: string;
  options: {
    name: string;
    hint: string;
    kind: OptionMeta['kind'];
    choices: string[];
    /** Takes what is typed without its name. */
    isRest: boolean;
  }[];
}

/** Somebody whom this session may act as. */
export interface PersonInfo {
  id: string;
  name: string;
  /** Email, or that this one is nobody's. */
  note: string;
  avatar: PageAvatar;
}

/** A mail that was not sent, on made-up data without a mail server. */
export interface Mail {
  id: number;
  to: string;
  subject: string;
  text: string;
  /** ISO 8601. */
  at: string;
}

/** Answer of /console/session. */
export type SessionInfo =
  /** `ended`: why the session that the browser had is none any more, as `sessions.ts` names it; null: not known. */
  | { state: 'signed_out'; way: 'key' | 'password'; ended: string | null; texts: PageTexts }
  | { state: 'no_botkit'; texts: PageTexts }
  | { state: 'signed_in'; people: PersonInfo[]; isDemo: boolean; texts: PageTexts };

/** Every sentence that the page says by itself, and the language it is in. */
export interface PageTexts {
  language: string;
  [name: string]: string;
}

/** Where in the page something was done: decides where its answer is shown, and nothing else. */
export interface From {
  tab: 'chat' | 'home';
  /** Id of the message; null: not in a message. */
  entry: string | null;
  /** How many dialogs are open; 0: not in a dialog. */
  depth: number;
}

/** What the page sends; `read.ts` checks every one of them. */
export type PageRequest =
  | { type: 'say'; id: number; text: string; fromLink: boolean }
  | {
      type: 'press';
      id: number;
      action: string;
      selected: string[];
      values: PageValues;
      draft: string | null;
      from: From;
    }
  | { type: 'submit'; id: number; form: string; draft: string; values: PageValues; from: From }
  | { type: 'search'; id: number; source: 'users' | 'roles'; text: string }
  | { type: 'home'; id: number; filter: PageFilter }
  /** To the question of a guided conversation. */
  | { type: 'answer'; id: number; value: string | string[] | boolean }
  | { type: 'back' | 'cancel'; id: number };

/** What the page is told. */
export type ServerEvent =
  | {
      type: 'welcome';
      me: PersonInfo;
      commands: CommandInfo[];
      /** What the empty conversation offers to say. */
      starters: string[];
      entries: Entry[];
      question: Question | null;
      /** Null: no mailbox here. */
      mails: Mail[] | null;
    }
  /** Who one is by now: what was done may have linked or unlinked them. */
  | { type: 'me'; me: PersonInfo }
  /** A new message, or an old one by its id as it is now. */
  | { type: 'entry'; entry: Entry }
  | { type: 'entry_gone'; id: string }
  /** `to`: the request that this answers. */
  | { type: 'modal'; to: number; how: 'open' | 'replace' | 'below'; screen: PageScreen }
  | { type: 'close'; to: number }
  | { type: 'errors'; to: number; fields: Record<string, string>; general: string }
  | { type: 'working'; to: number; text: string }
  | { type: 'options'; to: number; options: PageOption[] }
  | { type: 'home'; screen: PageScreen }
  /** Something was changed: the Home tab shows old things. */
  | { type: 'home_stale' }
  /** What a link asked for changes something: it is put into the composer instead. */
  | { type: 'typed'; text: string }
  | { type: 'question'; question: Question | null }
  | { type: 'mails'; mails: Mail[] }
  /** Nothing more comes for this request. */
  | { type: 'done'; to: number };
