// Carries out one command of a program of one file, and keeps the code that the engine made of what the command needed, beside what
// it was kept of earlier ones: `node infra/rehearse.mjs FILE PLACE WORDS…`, PLACE being where the file will lie.
import { writeFileSync } from 'node:fs';

import { carriedOut, codeOf, scriptOf } from './one-file.mjs';

const [path, place] = process.argv.splice(2, 2);
const script = scriptOf(path, place);
// Some programs end themselves.
process.on('exit', () => {
  writeFileSync(codeOf(path), script.createCachedData());
});
await carriedOut(script, path).ended;
