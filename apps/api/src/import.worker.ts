import { parentPort, workerData } from 'node:worker_threads';

import { Bidragsbok, importLedger, importSie, savedMapping } from '#intake';
import { DomainError } from '#kernel';

import { problemOfRefusal } from './http/problem.js';
import type { FileOrder, ImportAnswer } from './imports/import-order.js';

// A thread of its own with a book of its own, so that the door goes on answering while a year of vouchers is taken in.
const { data, organisation, asked, mapping } = workerData as FileOrder;
const answer = await imported();
// Details may be value objects, which do not cross between threads: as JSON they look as the answer will show them.
parentPort?.postMessage(JSON.stringify(answer));

async function imported(): Promise<ImportAnswer> {
  const to = await Bidragsbok.open({ data, organisation });
  try {
    if (mapping === undefined) return { report: await importSie({ ...asked, to }) };
    const { mapping: columns, revision } = await savedMapping(to, mapping);
    const by = { mapping: columns, saved: { mapping, revision } };
    return { report: await importLedger({ ...asked, ...by, to }) };
  } catch (error) {
    if (error instanceof DomainError) return { problem: problemOfRefusal(error) };
    throw error;
  } finally {
    await to.close();
  }
}
