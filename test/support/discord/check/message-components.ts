import { type ComponentJson, ComponentType, isSelect } from '../wire.ts';
import { checkButton, checkSelect } from './controls.ts';
import { type Findings, lengthOf } from './findings.ts';
import { limits } from './limits.ts';
import { checkMedia } from './media.ts';

const topLevelV2: readonly number[] = [
  ComponentType.actionRow,
  ComponentType.section,
  ComponentType.textDisplay,
  ComponentType.mediaGallery,
  ComponentType.file,
  ComponentType.separator,
  ComponentType.container,
];

/** A component and the path to it. */
interface Placed {
  path: string;
  component: ComponentJson;
}

/** Every component at every depth: what Discord counts against 40. */
export function* walk(components: readonly ComponentJson[], path: string): Generator<Placed> {
  for (const [index, component] of components.entries()) {
    const at = path === '' ? String(index) : `${path}.${index}`;
    yield { path: at, component };
    if (component.components) yield* walk(component.components, `${at}.components`);
    for (const key of ['component', 'accessory'] as const) {
      const child = component[key];
      if (child) yield { path: `${at}.${key}`, component: child };
    }
  }
}

/** @see https://docs.discord.com/developers/components/reference */
export function checkMessageComponents(
  found: Findings,
  path: string,
  components: readonly ComponentJson[],
  about: { v2: boolean; files: ReadonlySet<string> },
): void {
  if (about.v2) checkTotals(found, path, components);
  else found.count(path, components.length, 0, limits.message.classicRows);
  for (const [index, component] of components.entries()) {
    const at = `${path}.${index}`;
    const allowed = about.v2 ? topLevelV2 : [ComponentType.actionRow];
    if (allowed.includes(component.type)) checkLayout(found, at, component, about.files);
    else
      found.add(
        `${at}.type`,
        'UNION_TYPE_CHOICES',
        `Component type ${component.type} cannot stand here${about.v2 ? '' : ' without IS_COMPONENTS_V2'}`,
      );
  }
  checkIds(found, [...walk(components, path)]);
}

export function checkIds(found: Findings, placed: readonly Placed[]): void {
  found.unique(
    placed.flatMap(({ path, component }) =>
      component.custom_id ? [{ path: `${path}.custom_id`, value: component.custom_id }] : [],
    ),
    'COMPONENT_CUSTOM_ID_DUPLICATED',
    'Component custom id cannot be duplicated',
  );
  found.unique(
    placed.flatMap(({ path, component }) =>
      component.id ? [{ path: `${path}.id`, value: String(component.id) }] : [],
    ),
    'COMPONENT_ID_DUPLICATED',
    'Component id cannot be duplicated',
  );
}

function checkTotals(found: Findings, path: string, components: readonly ComponentJson[]): void {
  const all = [...walk(components, path)].map(({ component }) => component);
  if (all.length > limits.message.components)
    found.add(
      path,
      'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED',
      `Total number of components cannot exceed ${limits.message.components}. (It has ${all.length}.)`,
    );
  const text = all.reduce((sum, component) => sum + lengthOf(component.content ?? ''), 0);
  if (text > limits.message.textDisplays)
    found.add(
      path,
      'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED',
      `Displayable text cannot exceed ${limits.message.textDisplays} characters. (It has ${text}.)`,
    );
  const media = all.reduce(
    (sum, component) => sum + (component.items?.length ?? 0) + (component.media ? 1 : 0),
    0,
  );
  if (media > limits.message.media)
    found.add(path, 'COMPONENT_MAX_MEDIA_EXCEEDED', `At most ${limits.message.media} media in a message`);
}

function checkLayout(
  found: Findings,
  path: string,
  component: ComponentJson,
  files: ReadonlySet<string>,
): void {
  switch (component.type) {
    case ComponentType.actionRow:
      checkRow(found, path, component);
      break;
    case ComponentType.section:
      checkSection(found, path, component, files);
      break;
    case ComponentType.textDisplay:
      found.required(`${path}.content`, component.content);
      break;
    case ComponentType.mediaGallery:
      checkGallery(found, path, component, files);
      break;
    case ComponentType.file:
      if (component.file?.url.startsWith('attachment://'))
        checkMedia(found, `${path}.file.url`, component.file.url, files);
      else
        found.add(`${path}.file.url`, 'URL_TYPE_INVALID_SCHEME', 'A file component shows an uploaded file');
      break;
    case ComponentType.container:
      checkContainer(found, path, component, files);
      break;
  }
}

function checkGallery(
  found: Findings,
  path: string,
  { items = [] }: ComponentJson,
  files: ReadonlySet<string>,
): void {
  found.count(`${path}.items`, items.length, 1, limits.gallery);
  for (const [index, item] of items.entries())
    checkMedia(found, `${path}.items.${index}.media.url`, item.media.url, files);
}

function checkContainer(
  found: Findings,
  path: string,
  container: ComponentJson,
  files: ReadonlySet<string>,
): void {
  const children = container.components ?? [];
  found.count(`${path}.components`, children.length, 1, limits.message.components);
  for (const [index, child] of children.entries()) {
    const at = `${path}.components.${index}`;
    if (child.type !== ComponentType.container && topLevelV2.includes(child.type))
      checkLayout(found, at, child, files);
    else
      found.add(
        `${at}.type`,
        'UNION_TYPE_CHOICES',
        `Component type ${child.type} cannot stand in a container`,
      );
  }
}

function checkSection(
  found: Findings,
  path: string,
  section: ComponentJson,
  files: ReadonlySet<string>,
): void {
  const texts = section.components ?? [];
  found.count(`${path}.components`, texts.length, limits.section.minTexts, limits.section.maxTexts);
  for (const [index, text] of texts.entries()) {
    const at = `${path}.components.${index}`;
    if (text.type !== ComponentType.textDisplay)
      found.add(`${at}.type`, 'UNION_TYPE_CHOICES', 'A section holds text displays only');
    else found.required(`${at}.content`, text.content);
  }
  const { accessory } = section;
  const at = `${path}.accessory`;
  if (accessory?.type === ComponentType.button) checkButton(found, at, accessory);
  else if (accessory?.type === ComponentType.thumbnail) {
    checkMedia(found, `${at}.media.url`, accessory.media?.url, files);
    found.text(`${at}.description`, accessory.description, limits.media.description, 1);
  } else found.add(at, 'BASE_TYPE_REQUIRED', 'A section needs a button or thumbnail beside it');
}

function checkRow(found: Findings, path: string, row: ComponentJson): void {
  const children = row.components ?? [];
  const selects = children.filter((child) => isSelect(child.type));
  if (selects.length === 0) found.count(`${path}.components`, children.length, 1, limits.row.buttons);
  else if (children.length > limits.row.selects)
    found.add(`${path}.components`, 'COMPONENT_LAYOUT_WIDTH_EXCEEDED', 'A select fills a row of its own');
  for (const [index, child] of children.entries()) {
    const at = `${path}.components.${index}`;
    if (child.type === ComponentType.button) checkButton(found, at, child);
    else if (isSelect(child.type)) checkSelect(found, at, child, 'message');
    else
      found.add(
        `${at}.type`,
        'UNION_TYPE_CHOICES',
        `Component type ${child.type} cannot stand in a row of a message`,
      );
  }
}
