import type { Screen } from '#chat/screen.ts';
import type { Delivery, Surfaces } from '#chat/surfaces.ts';
import type { Platform } from '#domain/chat-identity.ts';
import type { RoleChangeRequest } from '#domain/request.ts';
import type { Queue } from '#queue/index.ts';
import type { Deps } from '#services/deps.ts';
import { type CardCopy, eachCopyBehind } from '#services/requests/cards.ts';
import { loadRequest } from '#services/requests/request-rows.ts';

interface Options {
  deps: Deps;
  queue: Queue;
  surfaces: Pick<Surfaces, 'direct' | 'post' | 'update'>;
  /** Those that are on in this process; the copies of others wait for a process where they are. */
  platforms: readonly Platform[];
  /** How a copy looks. */
  cardScreen(request: RoleChangeRequest, copy: CardCopy): Screen;
  log: { warn(data: object, message: string): void };
}

/** Posts the copies of a card and makes them follow its row; what failed for now is tried again, what is gone is not. */
export async function workCards({
  deps,
  queue,
  surfaces,
  platforms,
  cardScreen,
  log,
}: Options): Promise<void> {
  const show = async (copy: CardCopy, screen: Screen, version: number): Promise<Delivery> => {
    const { platform, workspace, address, channel, message } = copy;
    if (channel !== null && message !== null) {
      return surfaces.update({ platform, channel, message }, screen);
    }
    const key = `${copy.requestId}:${copy.id}`;
    const delivery =
      copy.audience === 'channel'
        ? await surfaces.post(`${platform}:${address}`, screen, key)
        : await surfaces.direct({ platform, workspace, user: address }, screen, key);
    const isOld = delivery.result === 'sent' && delivery.mayBeOlder === true && version > 1;
    return isOld ? surfaces.update(delivery.posted, screen) : delivery;
  };

  for (const platform of platforms) {
    await queue.work(`sync-card-${platform}`, async ({ requestId }) => {
      const request = await loadRequest(deps, requestId);
      const { version } = request;
      const { failed } = await eachCopyBehind(deps, { requestId, version, platform }, async (copy) => {
        const delivery = await show(copy, cardScreen(request, copy), version);
        if (delivery.result === 'sent') return delivery.posted;
        const { result, reason } = delivery;
        log.warn({ requestId, copy: copy.id, platform, result, reason }, 'a card is not shown');
        return result;
      });
      if (failed > 0) throw new Error(`${failed} copies of a card are behind`);
    });
  }
}
