import { describe, expect, it } from 'vitest';
import { MAX_FIELDS, PAGE_SIZE } from '#discord/limits.ts';
import { renderMessage } from '#discord/render/message.ts';
import { renderModal } from '#discord/render/modal.ts';
import { LANGUAGES } from '#words/index.ts';
import { checkMessage, checkModal } from '../support/discord/index.ts';
import { roleScreens } from '../support/role-screens.ts';

describe.each(Object.entries(LANGUAGES))('in %s', (_, words) => {
  const { screens, forms } = roleScreens(words, { pageSize: PAGE_SIZE, maxFields: MAX_FIELDS });

  it.each(screens)('%s fits a message', (_name, screen) => {
    const body = { ...renderMessage(screen), allowed_mentions: { parse: [] } };
    expect(checkMessage(body as never, { place: 'response' })).toEqual([]);
  });

  it.each(forms)('the form of %s fits a modal', (_name, screen) => {
    const form = { ...screen, form: { ...screen.form!, draft: '0b7c1a52-0000-4000-8000-000000000000' } };
    expect(checkModal(renderModal(form, { words }) as never)).toEqual([]);
  });
});
