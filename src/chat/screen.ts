import type { ChatIdentity } from '#domain/chat-identity.ts';
import type { Status, UserSort } from '#domain/user.ts';

/**
 * Screens are plain data (docs/design.md, section 4): a part says what it is, not how it looks. Each platform has
 * one pure renderer that is exhaustive over these unions. A string is text from anybody and is never markup.
 */
export type Inline =
  | string
  | { type: 'strong'; text: string }
  | { type: 'code'; text: string }
  /** A mention where one of their accounts is, elsewhere the name. */
  | { type: 'person'; identities: readonly ChatIdentity[]; name: string }
  | { type: 'instant'; at: Date; style: 'date' | 'time' | 'relative' }
  | { type: 'link'; text: string; url: string };
/** Text as it is, or in pieces that are marked up (bold, code, a date, a person). */
export type Text = string | readonly Inline[];

/** What a screen tells at a glance; platforms give it a colour or a mark. */
export type Tone = 'neutral' | 'success' | 'warning' | 'refusal';

/** Names an action of the catalogue, with at most two opaque ids. It is trusted for nothing on return. */
export interface ActionRef {
  name: string;
  ids?: readonly string[];
}

/** What is asked before a button does anything. */
export interface Confirm {
  title: string;
  text: string;
  confirm: string;
  cancel: string;
}

/** One of several to choose from; `value` comes back. */
export interface Option {
  value: string;
  label: string;
  description?: string;
}

/** Where a list of options that is too long for the platform is searched instead. */
export type OptionSource = 'users' | 'roles';

/** Something to press or choose. A platform that lacks the kind shows an equivalent. */
export type Action =
  | {
      type: 'button';
      label: string;
      action: ActionRef;
      style?: 'primary' | 'danger';
      confirm?: Confirm;
      /** Shown, cannot be pressed, and why. */
      disabled?: string;
    }
  | { type: 'select'; label: string; action: ActionRef; options: readonly Option[]; initial?: string }
  /** `pressed`: told to the core where the platform tells of it, as Slack does. */
  | { type: 'link'; label: string; url: string; pressed?: ActionRef };

/** A label and its value. */
export interface Fact {
  label: string;
  value: Text;
  /** The list that the value says, in short where it is long: the whole is one press away then (whole-list.ts). */
  whole?: readonly string[];
}

/** Of the person whom the first fact names. */
export interface Picture {
  /** A public https address, or null: none is shown. */
  url: string | null;
  name: string;
}

/** A user in a list, led by the name. */
export interface UserRow {
  name: string;
  status: Status;
  statusLabel: string;
  /** A public https address, or null. */
  avatar: string | null;
  /** Below the name; where there is room for little more than the values, their labels are left out. */
  facts: readonly Fact[];
  /** Last, small and grey: the beginning of the ID, dates. */
  smallPrint?: readonly Fact[];
  actions?: readonly Action[];
  details?: UserDetails;
}

/** The columns of a user, for a surface that has room for a table; others show the facts. */
export interface UserDetails {
  id: string;
  email: string;
  isYou: boolean;
  /** Null: not to be shown to who looks. */
  roles: readonly { name: string; setAside: boolean }[] | null;
  created: Date | null;
  updated: Date | null;
  /** Asks whether to enable or disable this user. */
  toggle: Extract<Action, { type: 'button' }>;
}

/** What stands around a table of users. */
export interface UsersTable {
  total: number;
  /** From 1. */
  page: number;
  pageSize: number;
  filter: { search: string | null; status: Status | null; role: string | null; sort: UserSort };
  /** Names of all roles, to filter by; null: not to be shown to who looks. */
  roles: readonly string[] | null;
  quota: string;
  add: Extract<Action, { type: 'button' }>;
  /** How to get room for more users, where there is none. */
  upgrade: readonly Action[];
  /** Requests that wait for who looks, the newest first, in one sentence each. */
  waiting: { total: number; requests: readonly { text: string; open: ActionRef }[] };
}

/** What a screen consists of; each renderer draws every kind. */
export type Part =
  /** `whole`: as of a fact. */
  | { type: 'text'; text: Text; style?: 'note'; whole?: readonly string[] }
  /** `ofPeople`: a line for each person that a command named, of which a screen may show the first (whole-list.ts). */
  | { type: 'facts'; facts: readonly Fact[]; ofPeople?: true; picture?: Picture }
  | { type: 'users'; rows: readonly UserRow[]; table?: UsersTable }
  | { type: 'table'; columns: readonly string[]; rows: readonly (readonly Text[])[] }
  /** Rows by columns of yes and no. */
  | {
      type: 'matrix';
      columns: readonly string[];
      rows: readonly { label: string; cells: readonly boolean[] }[];
    }
  | {
      type: 'diff';
      gained: readonly string[];
      lost: readonly string[];
      labels: { gained: string; lost: string };
    }
  | { type: 'image'; url: string; alt: string }
  | { type: 'divider' }
  /** `fields`: the screen's own fields stand here too, where they belong to no form. */
  | { type: 'actions'; actions: readonly Action[]; fields?: true };

interface FieldBase {
  name: string;
  label: string;
  hint?: string;
  required: boolean;
}
/** One field of a form, by what is asked and not by how it looks. */
export type Field = FieldBase &
  (
    | { type: 'text' | 'long_text' | 'email'; initial?: string; maxLength?: number }
    /** `exposed`: said beside it where the platform cannot mask what is typed. */
    | { type: 'password'; exposed?: string }
    | { type: 'choice'; options: readonly Option[]; initial?: string; source?: OptionSource }
    | { type: 'choices'; options: readonly Option[]; initial?: readonly string[]; source?: OptionSource }
    | { type: 'person' }
    | { type: 'check'; initial?: boolean }
  );

/** Makes a screen a form: what is submitted goes to the form of that name in the catalogue. */
export interface FormRef {
  name: string;
  /** Id of the row in chatops.drafts that the form belongs to; empty: dispatch saves a new one. */
  draft: string;
  /** What the form is about, beside its fields: the draft holds it, and chat never sees it (`FormHandler.keeps`). */
  keeps?: Readonly<Record<string, string | readonly string[]>>;
  submit: string;
  close: string;
  /** Shown while `run` works. */
  working: string;
}

/** What there is to see, for any platform (docs/design.md, section 2). With `form` it is a form to submit. */
export interface Screen {
  /** At most 150 characters on Slack messages; shortened with … in modal titles. Empty: a message of its parts alone. */
  title: string;
  /** For a modal's 24 (Slack) or 45 (Discord) characters, where `title` is too long. */
  shortTitle?: string;
  /** Of its texts, for the signs that a renderer puts between them; English without. */
  language?: string;
  tone: Tone;
  /** Shows the same again as it is then: a surface that stays holds on to its search and page by it. */
  shows?: ActionRef;
  parts: readonly Part[];
  actions?: readonly Action[];
  fields?: readonly Field[];
  form?: FormRef;
}
