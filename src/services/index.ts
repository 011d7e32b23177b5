import { createRefusalAudit } from './audit.ts';
import { changePermissions, createRole, removeRole, renameRole, roleChangeProblems } from './change-roles.ts';
import { createUser, newUserProblems } from './create-user.ts';
import { cancelRequest, decideRequest } from './decide-request.ts';
import type { Deps } from './deps.ts';
import { firstDelivery, giveBackDraft, keepDraft, readDraft, saveDraft, takeDraft } from './drafts.ts';
import { findUser, findUsers } from './find-user.ts';
import { enterLinkCode, requestLinkCode } from './link-codes.ts';
import { linkByEmail, listLinks, unlink } from './links.ts';
import { listUsers } from './list-users.ts';
import { makeRequest } from './make-request.ts';
import { saveProfile } from './profiles.ts';
import { keepQuery, readQuery } from './queries.ts';
import { listAudit } from './read-audit.ts';
import { previewRoles, replaceRoles } from './replace-roles.ts';
import { listRequests, loadRequest } from './request-rows.ts';
import { resendConfirmation } from './resend-confirmation.ts';
import { findRole, listModels, listRoles } from './role-rows.ts';
import { allRoles } from './roles.ts';
import { setStatus, statusRefusals } from './set-status.ts';
import { loadStanding, standingOf } from './standing.ts';
import { endAccessNow } from './timed-access.ts';
import { undo } from './undo.ts';
import { userDetail } from './user-detail.ts';

/** The same function without its first parameter. */
type Bound<F> = F extends (deps: Deps, ...rest: infer A) => infer R ? (...rest: A) => R : never;

/** The use cases as the chat core wants them (`src/chat/services.ts`). */
export function createServices(deps: Deps) {
  const bind = <F extends (deps: Deps, ...rest: never[]) => unknown>(use: F) =>
    ((...rest: never[]) => use(deps, ...rest)) as Bound<F>;
  return {
    standing: bind(loadStanding),
    standingOf: bind(standingOf),
    users: {
      list: bind(listUsers),
      find: bind(findUser),
      findEach: bind(findUsers),
      detail: bind(userDetail),
      problems: bind(newUserProblems),
      create: bind(createUser),
      statusRefusals: bind(statusRefusals),
      setStatus: bind(setStatus),
      previewRoles: bind(previewRoles),
      replaceRoles: bind(replaceRoles),
      resendConfirmation: bind(resendConfirmation),
      undo: bind(undo),
    },
    roles: {
      all: bind(allRoles),
      list: bind(listRoles),
      find: bind(findRole),
      problems: bind(roleChangeProblems),
      create: bind(createRole),
      rename: bind(renameRole),
      changePermissions: bind(changePermissions),
      remove: bind(removeRole),
      models: bind(listModels),
    },
    requests: {
      make: bind(makeRequest),
      decide: bind(decideRequest),
      cancel: bind(cancelRequest),
      endAccess: bind(endAccessNow),
      get: bind((given: Deps, id: string) => loadRequest(given, id)),
      list: bind(listRequests),
    },
    links: {
      requestCode: bind(requestLinkCode),
      enterCode: bind(enterLinkCode),
      byEmail: bind(linkByEmail),
      remove: bind(unlink),
      list: bind(listLinks),
    },
    audit: bind(listAudit),
    drafts: {
      save: bind(saveDraft),
      read: bind(readDraft),
      take: bind(takeDraft),
      keep: bind(keepDraft),
      giveBack: bind(giveBackDraft),
      keepQuery: bind(keepQuery),
      readQuery: bind(readQuery),
    },
    firstDelivery: bind(firstDelivery),
    saveProfile: bind(saveProfile),
    auditRefusal: createRefusalAudit(deps),
  };
}
