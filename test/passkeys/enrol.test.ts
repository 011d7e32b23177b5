import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumPath, openBrowser } from '../support/browser.ts';
import { enrolInSlack, type Holder, newHolder } from '../support/passkeys.ts';
import { type RunningService, runService } from '../support/running-service.ts';

describe.skipIf(chromiumPath === null)('a first passkey', () => {
  let service: RunningService;
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  let holder: Holder;
  beforeAll(async () => {
    [service, browser] = await Promise.all([runService({ CHATOPS_STEP_UP: 'privileged' }), openBrowser()]);
    holder = await newHolder(browser);
  });
  afterAll(async () => {
    await browser.close();
    await service[Symbol.asyncDispose]();
  });

  it('takes a code from the mail of the user, and a page on which the device is asked', async () => {
    const { ann } = service;
    expect(await enrolInSlack(service, ann, 'ann@example.com', holder)).toContain('Your passkey is ready');
    expect(holder.complaints).toEqual([]);
    expect(await holder.credentials()).toHaveLength(1);
    const mail = await service.mailbox.next('ann@example.com');
    expect(mail.subject).toBe('A passkey was added to your Hexabot user');
    expect(mail.text).toContain('“Chrome, Linux”');
    expect(await service.ask(ann, '/hexa passkeys')).toContain('Chrome, Linux · Added');
    expect((await service.audit()).at(-1)).toMatchObject({
      action: 'passkeys add',
      outcome: 'done',
      actor_name: 'Ann Lee',
      platform: 'slack',
      after: { way: 'code', passkey: 'Chrome, Linux' },
    });
  });
});
