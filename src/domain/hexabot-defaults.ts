import { ACTIONS, type Action } from './permission.ts';

/** The models of a fresh Hexabot 3.5.0 (docs/hexabot.md, What a fresh one holds). */
export const MODELS = [
  'ContentType',
  'Content',
  'Setting',
  'Attachment',
  'AuditLog',
  'User',
  'Role',
  'Permission',
  'Label',
  'LabelGroup',
  'Message',
  'Thread',
  'Subscriber',
  'Source',
  'Language',
  'Translation',
  'Workflow',
  'WorkflowVersion',
  'WorkflowRun',
  'MemoryDefinition',
  'MemoryRecord',
  'McpServer',
  'Stats',
  'Menu',
  'Model',
  'Credential',
] as const;

const NOT_FOR_MANAGERS: readonly string[] = ['AuditLog', 'Role', 'User', 'Permission'];

/** Roles and what they hold: admin everything (104), manager all but four models (88), public nothing. */
export const ROLES: readonly { name: string; permissions: readonly { model: string; action: Action }[] }[] = [
  { name: 'admin', permissions: every(MODELS) },
  { name: 'manager', permissions: every(MODELS.filter((model) => !NOT_FOR_MANAGERS.includes(model))) },
  { name: 'public', permissions: [] },
];

function every(models: readonly string[]) {
  return models.flatMap((model) => ACTIONS.map((action) => ({ model, action })));
}

/** Username of the first admin: the local part of the email reduced to a-z 0-9 . _ - (or `admin`). */
export function usernameFromEmail(email: string): string {
  const local = email.split('@')[0]!.toLowerCase();
  return local.replace(/[^a-z0-9._-]/g, '') || 'admin';
}
