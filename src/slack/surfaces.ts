import { randomUUID } from 'node:crypto';
import { essence } from '#chat/essence.ts';
import type { Screen } from '#chat/screen.ts';
import type { Delivery, Failure, Profile, Surfaces } from '#chat/surfaces.ts';
import type { ChatIdentity } from '#domain/chat-identity.ts';
import { isZone } from '#domain/zone.ts';
import { wordsFor } from '#words/index.ts';
import { audienceOf } from './channels.ts';
import { onlyText, replace, type Sending, sendDirect, sendTo } from './direct.ts';
import type { Log } from './log.ts';
import { isOfTeam, type Team } from './read/team.ts';
import { flat, unescapeMarkup } from './render/text.ts';
import { isPublicImage } from './render/users.ts';
import { codeOf, isRefusedAsMade, type WebClient } from './web.ts';

/**
 * Slack for the core: messages and profiles. `team` returns null until Slack has said whom the token serves.
 * People of another workspace are gone for good, as this installation does not serve them.
 */
export function createSurfaces(web: WebClient, team: () => Team | null, log: Log): Surfaces {
  const isOurs = ({ platform, workspace }: ChatIdentity): boolean => {
    const ours = team();
    return platform === 'slack' && ours !== null && workspace === (ours.enterpriseId ?? ours.teamId);
  };
  const made = (work: Promise<Sending>): Promise<Sending> =>
    work.catch((error: unknown): Sending => {
      // A screen that does not fit, say: no later try will change that.
      log.error({ err: error }, 'a message could not be made');
      return { ok: false, code: UNMADE };
    });
  /** What Slack refuses as it was made goes as text alone, so that nobody misses it. */
  const delivered = async (
    screen: Screen,
    send: (screen: Screen, make?: typeof onlyText) => Promise<Sending>,
  ): Promise<Delivery> => {
    let sending = await made(send(screen));
    if (!sending.ok && (sending.code === UNMADE || isRefusedAsMade(sending.code))) {
      const reference = randomUUID().slice(0, 8);
      log.error(
        { reference, code: sending.code, reason: sending.reason },
        'Slack refuses a message as it was made',
      );
      sending = await made(
        send(essence(screen, wordsFor(screen.language ?? null), reference, flat), onlyText),
      );
    }
    if (sending.ok) return { result: 'sent', posted: { platform: 'slack', ...sending.sent } };
    log.warn({ code: sending.code, reason: sending.reason }, 'a message was not sent');
    return failure(sending.code);
  };
  return {
    async direct(identity, screen) {
      if (team() === null) return { result: 'failed', reason: 'not_connected' };
      if (!isOurs(identity)) return { result: 'gone', reason: 'foreign' };
      return delivered(screen, (one, make) => sendDirect(web, identity.user, one, make));
    },

    async post(channel, screen) {
      const audience = await audienceOf(web, channel);
      if ('isOurs' in audience && !audience.isOurs) return { result: 'gone', reason: 'shared' };
      return delivered(screen, async (one, make) =>
        'code' in audience ? { ok: false, code: audience.code } : sendTo(web, channel, one, make),
      );
    },

    async update(posted, screen) {
      const { channel, message } = posted;
      return delivered(screen, (one, make) => replace(web, { channel, message }, one, make));
    },

    async isMember(identity): Promise<boolean | null> {
      if (!isOurs(identity)) return null;
      try {
        const { user } = await web.users.info({ user: identity.user });
        return user === undefined ? null : !user.deleted;
      } catch (error) {
        return codeOf(error) === 'user_not_found' ? false : null;
      }
    },

    async profile(identity): Promise<Profile | null> {
      const ours = team();
      if (!isOurs(identity)) return null;
      try {
        const { user } = await web.users.info({ user: identity.user, include_locale: true });
        if (user === undefined || user.deleted) return null;
        const name = user.profile?.display_name || user.profile?.real_name || user.real_name || user.name;
        if (!name) return null;
        const picture = user.profile?.image_72 ?? user.profile?.image_192;
        return {
          name: unescapeMarkup(name),
          avatar: picture !== undefined && isPublicImage(picture) ? picture : null,
          locale: user.locale ?? null,
          zone: user.tz !== undefined && isZone(user.tz) ? user.tz : null,
          email: ours !== null && isProof(user, identity.user, ours) ? (user.profile?.email ?? null) : null,
        };
      } catch (error) {
        log.warn({ code: codeOf(error) }, 'a profile could not be read');
        return null;
      }
    },
  };
}

/** Ours: the renderer threw. */
const UNMADE = 'unmade';

/** docs.slack.dev, chat.postMessage, chat.update and conversations.open, "Errors": what no later try will change. */
const FINAL = new Set([
  UNMADE,
  'user_not_found',
  'users_not_found',
  'user_not_visible',
  'user_disabled',
  'cannot_dm_bot',
  'channel_not_found',
  'is_archived',
  'not_in_channel',
  'messages_tab_disabled',
  'restricted_action',
  'message_not_found',
  'cant_update_message',
  'edit_window_closed',
]);

/** What is neither passing nor final (a missing scope, a revoked token) an operator may still repair. */
function failure(code: string): Failure {
  return { result: FINAL.has(code) ? 'gone' : 'failed', reason: code };
}

type SlackUser = NonNullable<Awaited<ReturnType<WebClient['users']['info']>>['user']>;

/**
 * Whether the email in a profile proves who somebody is (docs/design.md, section 9): a full member of ours, about whom
 * Slack was asked and who has confirmed it. Where Slack leaves something open, it does not.
 */
function isProof(user: SlackUser, asked: string, team: Team): boolean {
  const flags = NOBODY_OF_OURS.map((flag) => (user as Record<string, unknown>)[flag]);
  return (
    user.id === asked &&
    isOfTeam(user, team) &&
    user.is_email_confirmed === true &&
    flags.every((flag) => flag === undefined || flag === false)
  );
}

/** Guests, bots and people of other organisations (docs.slack.dev, "User object"). */
const NOBODY_OF_OURS = [
  'is_restricted',
  'is_ultra_restricted',
  'is_bot',
  'is_app_user',
  'is_workflow_bot',
  'is_stranger',
] as const;
