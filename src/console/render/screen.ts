import { clean, oneLine } from '#chat/clean-text.ts';
import type { Fact, Part, Screen, UserRow } from '#chat/screen.ts';
import type { PageFact, PagePart, PageScreen, PageUserRow } from '../protocol.ts';
import { pageActions } from './actions.ts';
import { avatarOf } from './avatar.ts';
import { pageFields } from './fields.ts';
import { pageText, webAddress } from './text.ts';
import { pageDetails, pageTable } from './users.ts';

/** A screen as the page draws it. Pure; exhaustive over every kind of part, field and action. */
export function pageScreen(screen: Screen): PageScreen {
  return {
    title: oneLine(screen.title),
    tone: screen.tone,
    parts: screen.parts.map(pagePart),
    actions: pageActions(screen.actions ?? []),
    fields: pageFields(screen.fields ?? []),
    form:
      screen.form === undefined
        ? null
        : {
            name: screen.form.name,
            draft: screen.form.draft,
            submit: oneLine(screen.form.submit),
            close: oneLine(screen.form.close),
          },
  };
}

function pagePart(part: Part): PagePart {
  switch (part.type) {
    case 'text':
      return { type: 'text', text: pageText(part.text), isNote: part.style === 'note' };
    case 'facts':
      return { type: 'facts', facts: part.facts.map(pageFact) };
    case 'users':
      return {
        type: 'users',
        rows: part.rows.map(pageUserRow),
        table: part.table === undefined ? null : pageTable(part.table),
      };
    case 'table':
      return {
        type: 'table',
        columns: part.columns.map(oneLine),
        rows: part.rows.map((cells) => cells.map(pageText)),
      };
    case 'matrix':
      return {
        type: 'matrix',
        columns: part.columns.map(oneLine),
        rows: part.rows.map(({ label, cells }) => ({ label: oneLine(label), cells: [...cells] })),
      };
    case 'diff':
      return {
        type: 'diff',
        sides: [
          { label: oneLine(part.labels.gained), sign: '+' as const, names: part.gained.map(oneLine) },
          { label: oneLine(part.labels.lost), sign: '−' as const, names: part.lost.map(oneLine) },
        ].filter(({ names }) => names.length > 0),
      };
    case 'image':
      return { type: 'image', alt: clean(part.alt), url: webAddress(part.url) };
    case 'divider':
      return { type: 'divider' };
    case 'actions':
      return { type: 'actions', actions: pageActions(part.actions) };
  }
}

function pageFact({ label, value }: Fact): PageFact {
  return { label: oneLine(label), value: pageText(value) };
}

function pageUserRow(row: UserRow): PageUserRow {
  const { name, status, statusLabel, facts, smallPrint = [], actions = [], details } = row;
  return {
    name: oneLine(name),
    avatar: avatarOf(name),
    status,
    statusLabel: oneLine(statusLabel),
    facts: [...facts, ...smallPrint].map(pageFact),
    actions: pageActions(actions),
    details: details === undefined ? null : pageDetails(details),
  };
}
