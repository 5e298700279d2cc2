// Builds a package of underlay or the files of a return until it is done, refused or killed: `node builder.mjs DATA KIND GRANT OUT PAUSE`, where
// KIND is underlay or return, and PAUSE is for how many milliseconds the thread sleeps each time that it says how far it has come. On
// stdout `read` each time, and at the end what stands there, or the refusal's code and details.
import { writeSync } from 'node:fs';

import { Bidragsbok, closingLines, originalsOf } from '#intake';
import { buildPackage, buildReturn, returnAt } from '#underlay';

const [data, kind, grant, out, pause = '0'] = process.argv.slice(2);
const book = await Bidragsbok.open({ data });
const progress = () => {
  writeSync(1, 'read\n');
  if (pause !== '0') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, Number(pause));
};

async function build() {
  const moment = await book.moment();
  const { root, checkpoint } = await book.attestation(moment.position);
  if (kind === 'underlay') {
    const originals = await originalsOf(book);
    const committed = await closingLines(book, grant, moment);
    return buildPackage(book, out, { grant, form: 'authority', moment, originals, committed, progress });
  }
  const made = { found: await returnAt(book, grant, moment), draft: null, checkpoint };
  return buildReturn(book, { made, moment, root, out, progress });
}

try {
  const { isNew, result } = await build();
  writeSync(1, `${JSON.stringify({ isNew, files: result.files.map(({ sha256 }) => sha256) })}\n`);
} catch (error) {
  writeSync(1, `${JSON.stringify({ refused: error.code ?? String(error), details: error.details })}\n`);
}
await book.close();
