import { type Member, makeMembers, makeRoles } from './crew.ts';
import type { Fault } from './fault.ts';
import { invariants, watch } from './invariants.ts';
import { comesTrue, together } from './parallel.ts';
import { none, type Row, row, runsStill } from './report.ts';
import type { SmtpState } from './smtp.ts';
import { openStage, WITHOUT_DISCORD } from './stage.ts';

const ANSWERED_WITHIN_MS = 10_000;

/** The mail server refuses, hangs, or takes a mail and breaks off before it says so. */
export const mailFailing: Fault = {
  name: 'Mail server fails',
  waits: true,
  async run({ postgres, short, say }) {
    const each = short ? 3 : 20;
    await using stage = await openStage(postgres, short ? WITHOUT_DISCORD : {});
    const service = await stage.service(stage.env(await stage.freePort()));
    await makeRoles(stage);
    const crew: Member[] = await makeMembers(
      stage,
      'slack',
      Array.from({ length: short ? 2 : 5 }, (_, index) => ({
        name: `lead${index}`,
        roles: ['lead', 'plain'],
      })),
    );
    const watching = watch(stage.databaseUrl, Number.POSITIVE_INFINITY);
    const rows: Row[] = [];
    // That it hangs is known after 10 s; refusals are in test/mail.
    const states: SmtpState[] = short ? ['drops'] : ['refuses', 'hangs', 'drops'];
    for (const state of states) {
      say(state);
      await stage.smtp.becomes(state);
      const before = new Set(stage.smtp.mails);
      const wrong: string[] = [];
      let slowest = 0;
      const emails = Array.from({ length: each }, (_, index) => `${state}${index}@mail.example`);
      const perMember = crew.map((member, index) => ({
        member,
        own: emails.filter((_, number) => number % crew.length === index),
      }));
      await together(perMember, crew.length, async ({ member, own }) => {
        for (const email of own) {
          const begun = performance.now();
          const text = await member.adds(email).catch(String);
          slowest = Math.max(slowest, performance.now() - begun);
          if (!text.includes('was added')) wrong.push(text.slice(0, 150));
        }
      });
      // The mail server is met at least once like this; the first attempt of each mail is enough.
      const tried = `chatops_jobs.job WHERE name = 'confirmation-mail' AND state = 'retry'`;
      const wasMet = await comesTrue(async () => (await stage.count(tried)) > 0, 30_000);
      const taken = stage.smtp.mails.filter((mail) => !before.has(mail)).length;
      await stage.smtp.becomes('well');
      rows.push(
        none(`mail server ${state}: of ${each} creations, not confirmed to who added`, wrong),
        row(
          `${state}: slowest creation`,
          'at most 10 s',
          `${(slowest / 1_000).toFixed(1)} s`,
          slowest < ANSWERED_WITHIN_MS,
        ),
        row(`${state}: mails that failed and wait for another try`, 'some', wasMet ? 'some' : 'none', wasMet),
        ...(state === 'drops' ? [row('drops: mails taken, though not said', 'told', taken, true)] : []),
      );
      // Hours pass, so that the next state meets mails of its own.
      await stage.drain(60_000);
    }
    rows.push(runsStill(service));
    return [...rows, ...(await invariants(stage, await watching.stop()))];
  },
};
