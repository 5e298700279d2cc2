import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { addEvidence, Bidragsbok, importSie, OPERATOR, originalsOf } from '#intake';
import type { VoucherName } from '#ledger';
import { extract } from '#read-models';
import { buildPackage, verifyPackage } from '#underlay';

import { BOOK, CODE, GRANT, prepare, type Told } from './scene.js';

/** Vouchers of the large package, each with a document of its own; a demand is for a tenth of them. */
const MOST = 1000;
const ASKED = 100;
/** Bytes of a document: as many as a page that was scanned has. */
const BYTES = 300_000;
/** The books must have so many lines on the grant's project for it. */
export const PROJECT_LINES = 1.2 * MOST;

type Line = VoucherName & { readonly line: number };
const chosenIn = (data: string): string => join(data, 'chosen.json');
const packageIn = (data: string, vouchers: number): string => join(data, `${vouchers}.zip`);

/** Takes the books in, and archives a document for each of so many vouchers of the project. */
export async function packageScene(data: string, file: string): Promise<Told> {
  await prepare(data);
  const book = await Bidragsbok.open({ data });
  await importSie({ file, to: book, book: BOOK, scope: 'all' });
  const { rows } = await extract(book.models.db, CODE, await book.moment());
  const costs = rows.filter(({ role }) => role === 'cost');
  const lines = [...new Map(costs.map((row): [string, Line] => [row.number, row])).values()].slice(0, MOST);
  if (lines.length < MOST) throw new Error(`The books have ${lines.length} vouchers of the project, not ${MOST}`);
  const documents = await archived(book, join(data, 'sent'));
  for (const [at, { series, number, line }] of lines.entries()) {
    const evidence = { form: 'document', document: documents[at] ?? '' };
    const said = { voucher: { book: BOOK, series, number }, line, evidence };
    await book.execute({ type: 'LinkEvidence', by: BOOKKEEPER, data: said }, `link-${at}`);
  }
  await book.close();
  writeFileSync(chosenIn(data), JSON.stringify(lines.map(({ series, number }) => ({ book: BOOK, series, number }))));
  return { documents: documents.length };
}
const BOOKKEEPER = { subject: 'person-0123456789abcdef0123456789abcdef', role: 'accountant' } as const;

/** So many documents of text, no two the same. */
async function archived(book: Bidragsbok, sent: string): Promise<readonly string[]> {
  mkdirSync(sent, { recursive: true });
  for (let number = 0; number < MOST; number++) {
    const line = `Faktura ${number} för god och nära vård\n`;
    writeFileSync(join(sent, `${number}.txt`), line.repeat(Math.ceil(BYTES / line.length)).slice(0, BYTES - 2) + '.\n');
  }
  const { documents } = await addEvidence(book, { path: sent, kind: 'invoice', by: OPERATOR, id: randomUUID() });
  rmSync(sent, { recursive: true });
  return documents.map(({ document }) => document);
}

/** What a demand for 100 vouchers takes, from the start of the process. */
export const packageOfFew = (data: string): Promise<Told> => built(data, ASKED);
/** The same, of all that have a document. */
export const packageOfMany = (data: string): Promise<Told> => built(data, MOST);

async function built(data: string, vouchers: number, path = packageIn(data, vouchers)): Promise<Told> {
  // What stands as it was built is not built again.
  rmSync(path, { force: true });
  const book = await Bidragsbok.open({ data });
  const all = JSON.parse(readFileSync(chosenIn(data), 'utf8')) as readonly VoucherName[];
  const moment = await book.moment();
  const asked = { grant: GRANT, form: 'authority', vouchers: all.slice(0, vouchers), overwrite: true } as const;
  const {
    result: { told },
  } = await buildPackage(book, path, {
    ...asked,
    moment,
    originals: await originalsOf(book),
    committed: null,
  });
  await book.close();
  const isWhole = told.vouchers === vouchers && told.documents === vouchers && told.size > vouchers * BYTES;
  if (!isWhole) throw new Error(`A package of ${vouchers} vouchers holds ${JSON.stringify(told)}`);
  return { seconds: performance.now() / 1000, events: told.events, files: told.files };
}

/** The same package once more, by another process: whether it has other bytes. */
export async function packageAgain(data: string): Promise<Told> {
  const again = `${packageIn(data, ASKED)}.again`;
  const told = await built(data, ASKED, again);
  return { ...told, differing: (await digestOf(packageIn(data, ASKED))) === (await digestOf(again)) ? 0 : 1 };
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/** Holds the package against its own signatures, as whoever receives it does. */
export async function packageVerified(data: string): Promise<Told> {
  const { documents, faults } = await verifyPackage(packageIn(data, ASKED));
  if (documents !== ASKED) throw new Error(`${documents} originals of ${ASKED} are proved`);
  return { seconds: performance.now() / 1000, faults: faults.length };
}
