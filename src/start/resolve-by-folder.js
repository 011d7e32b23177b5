import { registerHooks } from 'node:module';

const OURS = new URL('../../', import.meta.url).href;
const PACKAGES = `${OURS}node_modules/`;
const ROOMS = `${OURS}src/`;

/**
 * Loads modules. Node looks up the file, its real path and its package.json for each import, some 4,000 at the start, which
 * is a fifth of it. Here it does so once for the modules of a folder: the others there, named by a path or
 * `#room/file.ts`, are found by their names. Not for what is imported later, which is little: CommonJS resolves slower then.
 * @template Loaded
 * @param {() => Promise<Loaded>} load
 * @returns {Promise<Loaded>}
 */
export async function resolveByFolder(load) {
  /** @type {Map<string, string>} */
  const formats = new Map();
  const hooks = registerHooks({
    resolve(specifier, context, next) {
      const url = context.conditions.includes('import') ? urlOf(specifier, context.parentURL) : null;
      if (url === null) return next(specifier, context);
      const kind = url.slice(0, url.lastIndexOf('/')) + url.slice(url.lastIndexOf('.'));
      const format = formats.get(kind);
      if (format !== undefined) return { url, format, shortCircuit: true };
      const found = next(specifier, context);
      if (found.url === url && found.format?.startsWith('module')) formats.set(kind, found.format);
      return found;
    },
  });
  try {
    return await load();
  } finally {
    hooks.deregister();
  }
}

/**
 * Where a module is by its name, unless there is a link on the way; null where the name does not say.
 * @param {string} specifier
 * @param {string} parent
 * @returns {string | null}
 */
function urlOf(specifier, parent = '') {
  if (specifier.startsWith('.')) return new URL(specifier, parent).href;
  const isOurs = parent.startsWith(OURS) && !parent.startsWith(PACKAGES);
  return isOurs && specifier.startsWith('#') ? ROOMS + specifier.slice(1) : null;
}
