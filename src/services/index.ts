import { createRefusalAudit } from './audit/audit.ts';
import { listAudit } from './audit/read-audit.ts';
import { resendConfirmation } from './confirmation/resend-confirmation.ts';
import type { Deps } from './deps.ts';
import { firstDelivery, readDraft, rewriteDraft, saveDraft, takeDraft } from './drafts/drafts.ts';
import { readFilter, saveFilter } from './drafts/saved-filters.ts';
import { loadStanding, standingOf } from './gate/standing.ts';
import { linkByEmail } from './links/link.ts';
import { enterLinkCode, requestLinkCode } from './links/link-codes.ts';
import { listLinks } from './links/list-links.ts';
import { saveProfile } from './links/profiles.ts';
import { unlink, unlinkOneself } from './links/unlink.ts';
import { enterPasskeyCode, requestPasskeyCode } from './passkeys/codes.ts';
import { addPasskey, removePasskey } from './passkeys/own-passkeys.ts';
import { hasPasskey, listPasskeys } from './passkeys/passkey-rows.ts';
import { answerAt, holdAction } from './passkeys/pending-actions.ts';
import { cancelRequest } from './requests/cancel-requests.ts';
import { hasCopy } from './requests/cards.ts';
import { decideRequest } from './requests/decide-request.ts';
import { makeRequest } from './requests/make-request.ts';
import { countOpenOf } from './requests/open-requests.ts';
import { listRequests, loadRequest } from './requests/request-rows.ts';
import { endAccessNow } from './requests/timed-access.ts';
import { changePermissions, previewPermissions, undoPermissions } from './roles/change-permissions.ts';
import { createRole, removeRole, renameRole } from './roles/change-roles.ts';
import { previewRoles, replaceRoles } from './roles/replace-roles.ts';
import { roleChangeProblems } from './roles/role-problems.ts';
import { findRole, listModels, listRoles } from './roles/role-rows.ts';
import { allRoles, offeredRoles } from './roles/roles.ts';
import { createUser, newUserProblems } from './users/create-user.ts';
import { findUser, findUsers } from './users/find-user.ts';
import { listUsers } from './users/list-users.ts';
import { setStatus, statusRefusals } from './users/set-status.ts';
import { undo } from './users/undo.ts';
import { userDetail } from './users/user-detail.ts';

/** The same function without its first parameter. */
type Bound<F> = F extends (deps: Deps, ...rest: infer A) => infer R ? (...rest: A) => R : never;

/**
 * The use cases as the chat core wants them: src/chat/services.ts is the same shape in types, which the compiler compares
 * in src/start/service.ts. What each of them promises and throws stands at its function.
 */
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
      offered: bind(offeredRoles),
      list: bind(listRoles),
      find: bind(findRole),
      problems: bind(roleChangeProblems),
      create: bind(createRole),
      rename: bind(renameRole),
      changePermissions: bind(changePermissions),
      previewPermissions: bind(previewPermissions),
      undoPermissions: bind(undoPermissions),
      remove: bind(removeRole),
      models: bind(listModels),
    },
    requests: {
      make: bind(makeRequest),
      decide: bind(decideRequest),
      cancel: bind(cancelRequest),
      endAccess: bind(endAccessNow),
      get: bind((given: Deps, id: string) => loadRequest(given, id)),
      countOpenOf: bind(countOpenOf),
      list: bind(listRequests),
      hasCopy: bind(hasCopy),
    },
    links: {
      requestCode: bind(requestLinkCode),
      enterCode: bind(enterLinkCode),
      byEmail: bind(linkByEmail),
      remove: bind(unlink),
      removeOwn: bind(unlinkOneself),
      list: bind(listLinks),
    },
    passkeys: {
      list: bind(listPasskeys),
      has: bind(hasPasskey),
      requestCode: bind(requestPasskeyCode),
      enterCode: bind(enterPasskeyCode),
      add: bind(addPasskey),
      remove: bind(removePasskey),
    },
    proofs: { hold: bind(holdAction), answerAt: bind(answerAt) },
    audit: bind(listAudit),
    drafts: {
      save: bind(saveDraft),
      read: bind(readDraft),
      take: bind(takeDraft),
      rewrite: bind(rewriteDraft),
      saveFilter: bind(saveFilter),
      readFilter: bind(readFilter),
    },
    firstDelivery: bind(firstDelivery),
    saveProfile: bind(saveProfile),
    auditRefusal: createRefusalAudit(deps),
  };
}
