import type { AuditEntry } from '#domain/audit.ts';
import type { Words } from '#words/index.ts';
import type { Screen } from '../screen.ts';
import { auditLine } from './audit.ts';

/** One change in an audit channel (CHATOPS_AUDIT_CHANNEL): one line, with the names of roles. */
export function auditPost(words: Words, entry: AuditEntry): Screen {
  return {
    title: '',
    tone: 'neutral',
    parts: [{ type: 'text', text: auditLine({ words, seesRoles: true }, entry) }],
  };
}
