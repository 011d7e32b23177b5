import type { Core } from './core.ts';
import { fill } from './fixtures.ts';
import { newId } from './ids.ts';
import type { Dict, Message, View } from './types.ts';
import { wireMessage } from './web-api/chat.ts';
import { wireUser } from './web-api/people.ts';
import type { Channel, PersonRecord } from './workspace.ts';

/** Builds the payloads of one person, each from its fixture. */
export class Payloads {
  readonly #core: Core;
  readonly #person: PersonRecord;

  constructor(core: Core, person: PersonRecord) {
    this.#core = core;
    this.#person = person;
  }

  command(command: string, text: string, channel: Channel): Dict {
    const { workspace, responseUrls, origin } = this.#core;
    const { userId, name, teamId, claimsGrid } = this.#person;
    const enterpriseId = claimsGrid ? workspace.enterprise?.id : this.#person.enterpriseId;
    const home = teamId === workspace.team.id;
    return fill('slash-command', {
      team_id: teamId,
      team_domain: home ? workspace.team.domain : 'elsewhere',
      enterprise_id: enterpriseId ?? undefined,
      enterprise_name: enterpriseId ? (workspace.enterprise?.name ?? 'Another grid') : undefined,
      channel_id: channel.id,
      channel_name: channelName(channel),
      user_id: userId,
      user_name: name,
      command,
      text,
      api_app_id: workspace.appId,
      is_enterprise_install: String(workspace.orgInstall),
      response_url: origin + responseUrls.issue(userId, channel.id),
      trigger_id: this.#trigger(),
    });
  }

  actionOnMessage(message: Message, state: Dict, action: Dict): Dict {
    return fill('block-actions-message', {
      ...this.#common(),
      container: container(message),
      trigger_id: this.#trigger(),
      channel: this.#channel(message.channel),
      message: this.#message(message),
      state: { values: state },
      response_url: this.#responseUrl(message),
      actions: [{ ...action, action_ts: this.#core.clock.ts() }],
    });
  }

  actionOnView(view: View, action: Dict): Dict {
    return fill('block-actions-view', {
      ...this.#common(),
      container: { type: 'view', view_id: view.id },
      trigger_id: this.#trigger(view.id),
      view,
      actions: [{ ...action, action_ts: this.#core.clock.ts() }],
    });
  }

  suggestionOnMessage(message: Message, ids: { actionId: string; blockId: string }, text: string): Dict {
    return fill('block-suggestion-message', {
      ...this.#common(),
      container: container(message),
      action_id: ids.actionId,
      block_id: ids.blockId,
      value: text,
      channel: this.#channel(message.channel),
      message: this.#message(message),
    });
  }

  suggestionOnView(view: View, ids: { actionId: string; blockId: string }, text: string): Dict {
    return fill('block-suggestion-view', {
      ...this.#common(),
      container: { type: 'view', view_id: view.id },
      action_id: ids.actionId,
      block_id: ids.blockId,
      value: text,
      view,
    });
  }

  submission(view: View): Dict {
    return fill('view-submission', { ...this.#common(), trigger_id: this.#trigger(view.id), view });
  }

  closed(view: View, isCleared: boolean): Dict {
    return fill('view-closed', { ...this.#common(), view, is_cleared: isCleared });
  }

  shortcut(callbackId: string): Dict {
    const { api_app_id: _none, ...common } = this.#common();
    return fill('shortcut', {
      ...common,
      action_ts: this.#core.clock.ts(),
      callback_id: callbackId,
      trigger_id: this.#trigger(),
    });
  }

  messageAction(callbackId: string, message: Message): Dict {
    const { api_app_id: _none, ...common } = this.#common();
    return fill('message-action', {
      ...common,
      action_ts: this.#core.clock.ts(),
      channel: this.#channel(message.channel),
      callback_id: callbackId,
      trigger_id: this.#trigger(),
      response_url: this.#responseUrl(message),
      message_ts: message.ts,
      message: wireMessage(this.#core, message),
    });
  }

  homeOpened(home: View | undefined, tab: 'home' | 'messages' | 'about'): Dict {
    const { workspace, clock } = this.#core;
    const event = fill('event-app-home-opened', {
      user: this.#person.userId,
      channel: workspace.openIm(this.#person.userId).id,
      tab,
      view: tab === 'home' ? home : undefined,
      event_ts: clock.ts(),
    });
    return eventCallback(this.#core, event);
  }

  userChanged(): Dict {
    const { clock } = this.#core;
    const user = wireUser(this.#core, this.#person, false);
    const cacheTs = Math.floor(clock.now() / 1000);
    return eventCallback(this.#core, { type: 'user_change', user, cache_ts: cacheTs, event_ts: clock.ts() });
  }

  #common(): Dict {
    const { workspace } = this.#core;
    const { userId, name, teamId, hidesTeam } = this.#person;
    const { team, enterprise, orgInstall } = workspace;
    const grid = enterprise ? { enterprise_id: enterprise.id, enterprise_name: enterprise.name } : {};
    return {
      user: { id: userId, username: name, name, ...(hidesTeam ? {} : { team_id: teamId }) },
      api_app_id: workspace.appId,
      team: orgInstall ? null : { id: team.id, domain: team.domain, ...grid },
      enterprise: enterprise ?? null,
      is_enterprise_install: orgInstall,
    };
  }

  #trigger(viewId?: string): string {
    return this.#core.triggers.issue(this.#person.userId, viewId);
  }

  #responseUrl(message: Message): string {
    return this.#core.origin + this.#core.responseUrls.issue(this.#person.userId, message.channel, message);
  }

  #channel(id: string): Dict {
    const channel = this.#core.workspace.channels.get(id);
    return { id, name: channel ? channelName(channel) : id };
  }

  /** Slack keeps no ephemeral messages, so it cannot send them along. */
  #message(message: Message): Dict | undefined {
    return message.ephemeralTo === undefined ? wireMessage(this.#core, message) : undefined;
  }
}

/** An event in its envelope (docs.slack.dev: "The Events API"). */
export function eventCallback({ workspace, clock }: Core, event: Dict): Dict {
  const { team, enterprise, orgInstall, bot, appId } = workspace;
  return fill('event-callback', {
    team_id: team.id,
    context_team_id: team.id,
    context_enterprise_id: enterprise?.id ?? null,
    enterprise_id: enterprise?.id,
    api_app_id: appId,
    event,
    event_id: newId('Ev'),
    event_time: Math.floor(clock.now() / 1000),
    authorizations: [
      {
        enterprise_id: enterprise?.id ?? null,
        team_id: orgInstall ? null : team.id,
        user_id: bot.userId,
        is_bot: true,
        is_enterprise_install: orgInstall,
      },
    ],
  });
}

function container(message: Message): Dict {
  return {
    type: 'message',
    message_ts: message.ts,
    channel_id: message.channel,
    is_ephemeral: message.ephemeralTo !== undefined,
    ...(message.threadTs === undefined ? {} : { thread_ts: message.threadTs }),
  };
}

/** Slash commands and interactions name direct messages and private channels so. */
function channelName(channel: Channel): string {
  if (channel.im !== undefined) return 'directmessage';
  return channel.isPrivate ? 'privategroup' : channel.name;
}
