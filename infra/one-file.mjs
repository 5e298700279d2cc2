// Starts a program that infra/bundle.mjs has made one file of. Copied to dist/, where no more than that need lie.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { Script } from 'node:vm';

/** What Node.js itself puts around a CommonJS module; on the same line, so that a stack counts right. */
const wrapped = (text) => `(function (exports, require, module, __filename, __dirname) { ${text}\n})`;
/** Where the engine's code of a program is kept. */
export const codeOf = (path) => `${path}.code`;

/**
 * The program of one file, compiled from the code that the build kept beside it. An engine of another version, or told of other
 * flags, refuses that code and compiles the file anew. It holds against the length of the file alone, which is why both are written
 * by one build and go into their place together. The engine keeps the name too, so the code is made under that of its last place.
 */
export function scriptOf(path, filename = path) {
  const code = codeOf(path);
  const kept = existsSync(code) ? { cachedData: readFileSync(code) } : {};
  return new Script(wrapped(readFileSync(path, 'latin1')), { filename, ...kept });
}

/** Carries a program out as the module that it is, and gives what it exports. Code that was kept has lost how it imports. */
export function carriedOut(script, path) {
  const module = { exports: {}, import: (name) => import(name) };
  script.runInThisContext()(module.exports, createRequire(path), module, path, dirname(path));
  return module.exports;
}

/** Starts the program and waits for its end, which it exports as `ended`. */
export async function start(path) {
  // A stack that is to name the sources needs the map, which Node.js reads for the modules that it loads itself.
  const { ended } = process.sourceMapsEnabled ? createRequire(path)(path) : carriedOut(scriptOf(path), path);
  await ended;
}
