import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

/** The Compose specification's own schema, as `dclint` ships it; its name of the draft is one that ajv does not take. */
const { $schema: _, ...specification } = JSON.parse(
  readFileSync('node_modules/dclint/schemas/compose.schema.json', 'utf8'),
);
const documented = readFileSync('docs/configuration.md', 'utf8');
const { version } = JSON.parse(readFileSync('package.json', 'utf8'));

interface Compose {
  services: { chatops: { image: string; environment: Record<string, string>; secrets?: string[] } };
  secrets?: Record<string, unknown>;
}

describe.each(['compose.yaml', 'compose.hexabot.yaml'])('%s', (file) => {
  const compose: Compose = parse(readFileSync(file, 'utf8'));
  const { image, environment, secrets = [] } = compose.services.chatops;

  it('keeps the Compose specification', () => {
    const isCompose = new Ajv({ strict: false, validateFormats: false }).compile(specification);
    expect(isCompose(compose) || isCompose.errors).toBe(true);
    expect(isCompose({ ...compose, servces: {} })).toBe(false);
  });

  it('runs the image of this version', () => {
    expect(image).toBe(`hexabot-chatops:${version}`);
  });

  it('sets only variables that docs/configuration.md names', () => {
    const names = Object.keys(environment).map((name) => name.replace(/_FILE$/, ''));
    expect(names.filter((name) => !documented.includes(`\`${name}\``))).toEqual([]);
  });

  it('hands over each secret that it names', () => {
    expect(Object.keys(compose.secrets ?? {})).toEqual(secrets);
    const files = Object.entries(environment).filter(([name]) => name.endsWith('_FILE'));
    expect(files.map(([, path]) => path)).toEqual(secrets.map((name) => `/run/secrets/${name}`));
  });
});
