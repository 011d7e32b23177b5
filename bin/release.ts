import { readFileSync, writeFileSync } from 'node:fs';

/** Run by `npm version`: names the new version where it stands beside package.json. */
const { npm_package_version: version = '' } = process.env;
const today = new Date().toISOString().slice(0, 10);

replaceIn('CHANGELOG.md', /^## Unreleased$/m, `## ${version} (${today})`);
for (const file of ['compose.yaml', 'compose.hexabot.yaml']) {
  replaceIn(file, /hexabot-chatops:\d+\.\d+\.\d+/g, `hexabot-chatops:${version}`);
}

function replaceIn(file: string, what: RegExp, by: string): void {
  const text = readFileSync(file, 'utf8');
  if (text.search(what) === -1) throw new Error(`${file} has nothing that matches ${what}`);
  writeFileSync(file, text.replace(what, by));
}
