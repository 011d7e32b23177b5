import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import type { Host } from '#chat/platform.ts';
import { type Environment, readVariables } from '#chat/variables.ts';
import { contradictions } from './config/contradictions.ts';
import { type Config, shape } from './config/shape.ts';
import { DEFAULT_HOST, schema } from './config/variables.ts';
import { type PlatformSettings, platforms } from './start/platforms.ts';
import { readSecretFiles } from './start/secret-files.ts';

export type { Config };

/** Every problem of the environment, one line each: what is wrong and what to do. */
export class ConfigError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

/** The names of all variables that there are. */
export const VARIABLES: readonly string[] = [
  schema,
  ...Object.values(platforms).map(({ variables }) => variables),
].flatMap(({ shape }) => Object.keys(shape));

function readPlatforms(given: Environment) {
  const isEmbedded = (given.DATABASE_URL ?? given.DB_URL ?? given.DB_HOST) === undefined;
  const isLoopback = /^(127(\.\d+){3}|::1|localhost)$/.test(given.HOST ?? DEFAULT_HOST);
  const host: Host = { isEmbedded, isLoopback };
  const read = Object.values(platforms).map((platform) => ({
    name: platform.name,
    ...platform.configure(given, host),
  }));
  return {
    settings: Object.fromEntries(read.map(({ name, settings }) => [name, settings])) as PlatformSettings,
    malformed: read.flatMap(({ malformed }) => malformed),
    contradictions: read.flatMap(({ contradictions }) => contradictions),
  };
}

function withFile(environment: Environment): Environment {
  const file = environment.ENV_FILE;
  if (!file) return environment;
  try {
    return { ...parseEnv(readFileSync(file, 'utf8')), ...environment };
  } catch {
    throw new ConfigError([
      `ENV_FILE names ${file}, which cannot be read. Check the path and its permissions.`,
    ]);
  }
}

/** Reads and checks the environment. An empty variable counts as unset. Throws ConfigError with all problems. */
export function readConfig(environment: Environment): Config {
  const named = Object.fromEntries(
    Object.entries(withFile(environment)).filter(([, value]) => value !== undefined && value.trim() !== ''),
  );
  const { environment: given, problems: unreadable } = readSecretFiles(named, VARIABLES);
  const { values, malformed } = readVariables(schema, given);
  const ofPlatforms = readPlatforms(given);
  const problems = [
    ...unreadable,
    ...malformed,
    ...ofPlatforms.malformed,
    ...(unreadable.length > 0 ? [] : [...ofPlatforms.contradictions, ...contradictions(given)]),
  ];
  if (values === null || problems.length > 0) throw new ConfigError(problems);
  return shape(values, given, ofPlatforms.settings);
}
