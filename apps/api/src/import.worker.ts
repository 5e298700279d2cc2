import { parentPort, workerData } from 'node:worker_threads';

import { addEvidence, Bidragsbok, importLedger, importSie, linkByFileName, matchEvidence, savedMapping } from '#intake';
import { DomainError } from '#kernel';

import { problemOfRefusal } from './http/problem.js';
import type { FileOrder, ImportAnswer, ResultOf, Work } from './imports/import-order.js';

// A thread of its own with a book of its own, so that the door goes on answering while a year of vouchers is taken in.
const { data, organisation, work } = workerData as FileOrder;
/** Settled when the answer is on its way: whoever starts the thread's program waits for it. */
export const ended = answered().then((answer) => {
  // Details may be value objects, which do not cross between threads: as JSON they look as the answer will show them.
  parentPort?.postMessage(JSON.stringify(answer));
});

async function answered(): Promise<ImportAnswer> {
  const to = await Bidragsbok.open({ data, organisation });
  try {
    return { result: await done(to, work) };
  } catch (error) {
    if (error instanceof DomainError) return { problem: problemOfRefusal(error) };
    throw error;
  } finally {
    await to.close();
  }
}

async function done(to: Bidragsbok, asked: Work): Promise<ResultOf<Work>> {
  switch (asked.does) {
    case 'import':
      return asked.mapping === undefined
        ? importSie({ ...asked.asked, to })
        : byMapping(to, asked.asked, asked.mapping);
    case 'add-evidence':
      return addEvidence(to, asked.asked);
    case 'match-evidence': {
      const { byFileName: by, dryRun } = asked;
      return by === null ? matchEvidence(to, { dryRun }) : linkByFileName(to, { by, dryRun });
    }
  }
}

async function byMapping(to: Bidragsbok, asked: Extract<Work, { does: 'import' }>['asked'], named: string) {
  const { mapping, revision } = await savedMapping(to, named);
  return importLedger({ ...asked, mapping, saved: { mapping: named, revision }, to });
}
