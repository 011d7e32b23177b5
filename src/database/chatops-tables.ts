import { defineEntity, p } from '@mikro-orm/core';

/** Our own tables, in the schema `chatops` (docs/design.md, section 10); migrations/ makes them. */
const identity = {
  platform: p.string(),
  workspace: p.string(),
  chatUser: p.string(),
};
const identityKey = {
  platform: p.string().primary(),
  workspace: p.string().primary(),
  chatUser: p.string().primary(),
};

/** Links of chat identities to users. */
export const Links = defineEntity({
  name: 'Links',
  tableName: 'links',
  schema: 'chatops',
  properties: {
    ...identityKey,
    userId: p.string(),
    method: p.string(),
    linkedBy: p.string().nullable(),
    linkedAt: p.datetime(),
    suspendedAt: p.datetime().nullable(),
  },
});

/** Why a user is off, where it was done here. */
export const AccountStates = defineEntity({
  name: 'AccountStates',
  tableName: 'account_states',
  schema: 'chatops',
  properties: {
    userId: p.string().primary(),
    status: p.string(),
    changedBy: p.string().nullable(),
    changedAt: p.datetime(),
  },
});

/** Links of confirmation mails, and what became of the mail. */
export const Confirmations = defineEntity({
  name: 'Confirmations',
  tableName: 'confirmations',
  schema: 'chatops',
  properties: {
    id: p.uuid().primary(),
    userId: p.string(),
    inviterId: p.string(),
    inviterPlatform: p.string(),
    inviterWorkspace: p.string(),
    inviterChatUser: p.string(),
    createdAt: p.datetime(),
    mail: p.string(),
    mailError: p.string().nullable(),
    sentAt: p.datetime().nullable(),
    expiresAt: p.datetime().nullable(),
    usedAt: p.datetime().nullable(),
    revokedAt: p.datetime().nullable(),
  },
});

/** What somebody has typed into a form, for a day. */
export const Drafts = defineEntity({
  name: 'Drafts',
  tableName: 'drafts',
  schema: 'chatops',
  properties: {
    id: p.uuid().primary(),
    ...identity,
    form: p.string(),
    values: p.json().$type<Record<string, unknown>>(),
    replyTo: p.string().nullable(),
    createdAt: p.datetime(),
    takenAt: p.datetime().nullable(),
  },
});

/** Changes and refused attempts; rows are only added. */
export const Audit = defineEntity({
  name: 'Audit',
  tableName: 'audit',
  schema: 'chatops',
  properties: {
    id: p.bigint('string').primary().autoincrement(),
    at: p.datetime(),
    requestId: p.string(),
    action: p.string(),
    outcome: p.string(),
    code: p.string().nullable(),
    actorId: p.string().nullable(),
    actorName: p.string().nullable(),
    platform: p.string().nullable(),
    workspace: p.string().nullable(),
    chatUser: p.string().nullable(),
    targetType: p.string().nullable(),
    targetId: p.string().nullable(),
    targetName: p.string().nullable(),
    before: p.json().$type<object>().nullable(),
    after: p.json().$type<object>().nullable(),
    reason: p.string().nullable(),
    proofId: p.uuid().nullable(),
  },
});
