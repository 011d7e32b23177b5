import { describe, expect, it } from 'vitest';
import { MAX_FIELDS, PAGE_SIZE } from '#slack/limits.ts';
import { renderMessage, renderView } from '#slack/render/screen.ts';
import { LANGUAGES } from '#words/index.ts';
import { roleScreens } from '../support/role-screens.ts';
import { validateBlocks, validateView } from '../support/slack/index.ts';

describe.each(Object.entries(LANGUAGES))('in %s', (_, words) => {
  const { screens, forms } = roleScreens(words, { pageSize: PAGE_SIZE, maxFields: MAX_FIELDS });

  it.each(screens)('%s fits a message and a modal', (_name, screen) => {
    expect(validateBlocks(renderMessage(screen).blocks, 'message')).toEqual([]);
    expect(validateView(renderView(screen))).toEqual([]);
  });

  it.each(forms)('the form of %s fits a modal', (_name, screen) => {
    expect(validateView(renderView(screen))).toEqual([]);
  });
});
