import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { PrivatePartErased, seededSalt } from '#event-log';
import { Bidragsbok, importSie } from '#intake';
import { type Moment, voucherNames } from '#read-models';
import { inspectSie, readSie, type SieVoucher } from '#sie';

import { type ExtractAsked, extractOf } from './extract-of.js';
import { heldVoucher, type HeldVoucher } from './held-voucher.js';
import type { Output } from './output.js';
import { bookOutput, type ExtractFormat, extractOutput, type OutputFormat } from './outputs.js';

export const CODE = 'gnv26-primarvard';
const GRANT = 'gnv-2026';
const AMOUNTS = [{ pot: 'region-population', amount: '1000000.00' }];
const program = { name: 'Bidragsbok', version: '0.1.0' };

/** What OpenBook carries: an ERP's year, unless something else is said. */
export const bookFacts = (book: string, other: object = {}): object => ({
  ...{ book, kind: 'erp', system: 'Raindance', scope: 'all', privateDimensions: ['7', '8', '9'] },
  financialYear: { from: '2026-01-01', to: '2026-12-31' },
  dimensions: { costCentre: '1', project: '6' },
  accountRoles: [
    { from: '1000', to: '2999', role: 'balance' },
    { from: '3000', to: '3999', role: 'grant-income' },
    { from: '4000', to: '7999', role: 'cost' },
  ],
  ...other,
});

/** A grant book on a folder of its own, with books and a project code for project 28101 of each. */
export class Books {
  readonly dir = mkdtempSync(join(tmpdir(), 'underlay-'));
  bidragsbok!: Bidragsbok;
  private now = Date.parse('2026-05-01T08:00:00.000Z');
  private told = 0;

  static async open(...books: readonly object[]): Promise<Books> {
    const opened = new Books();
    const options = {
      data: opened.dir,
      organisation: '2321000164',
      clock: () => opened.now,
      salt: seededSalt('specs'),
    };
    opened.bidragsbok = await Bidragsbok.init({ ...options, name: 'Region Exempel', software: 'specs' });
    const programme = { id: 'god-och-nara-vard', year: 2026 };
    await opened.tell('AdoptProgramme', { programme });
    await opened.tell('AnnounceGrant', { grant: GRANT, programme, amounts: AMOUNTS });
    for (const book of books) await opened.tell('OpenBook', book);
    const matches = books.map((book) => {
      return { book: (book as { readonly book: string }).book, all: [{ dimension: '6', code: '28101' }] };
    });
    await opened.tell('OpenProjectCode', { projectCode: CODE, grant: GRANT, matches });
    return opened;
  }

  async tell(type: string, data: object): Promise<void> {
    this.now += 1000;
    await this.bidragsbok.execute({ type, data }, `told-${this.told++}`);
  }

  /** Takes a SIE file into a book; everything of it must be taken. */
  async take(
    book: string,
    content: string | Uint8Array,
    options: { readonly acceptChanges?: true } = {},
  ): Promise<Moment> {
    this.now += 1000;
    const file = join(this.dir, `${this.told++}.se`);
    writeFileSync(file, content);
    const report = await importSie({ file, to: this.bidragsbok, book, ...options });
    if (report.refusals.length > 0) throw new Error(report.refusals.map(({ code }) => code).join());
    return this.bidragsbok.moment();
  }

  /** Erases texts by a decision. */
  async erase(positions: readonly number[]): Promise<void> {
    const decision = { body: 'Arkivnämnden', date: '2034-01-15', caseNumber: 'EXEMPEL-9' };
    const events = [
      PrivatePartErased.write({
        type: 'PrivatePartErased',
        data: {
          ranges: positions.map((one) => [one, one]),
          decision,
          act: null,
          ground: null,
          paragraph: null,
          files: [],
          documents: [],
        },
      }),
    ];
    const command = { commandId: 'erase', actor: { subject: 'system:spec', role: 'operator' } };
    await this.bidragsbok.log.append(command, [{ stream: 'log', expectedRevision: 0, events }]);
  }

  /** Every voucher of a book as it is held. */
  async held(book: string): Promise<(HeldVoucher | null)[]> {
    const moment = await this.bidragsbok.moment();
    const names = await voucherNames(this.bidragsbok.models.db, { book }, moment);
    return Promise.all(names.map((name) => heldVoucher(this.bidragsbok, name, moment)));
  }

  async book(book: string, format: OutputFormat, { asOf, perDate }: Omit<Asked, 'book'> = {}): Promise<Read> {
    const moment = await this.bidragsbok.moment(asOf, perDate);
    return read(await bookOutput(this.bidragsbok, book, { moment, format, program }));
  }

  async extract(format: ExtractFormat, { asOf, perDate, ...asked }: Asked & Partial<ExtractAsked> = {}): Promise<Read> {
    const moment = await this.bidragsbok.moment(asOf, perDate);
    const extract = await extractOf(this.bidragsbok, { projectCode: CODE, ...asked }, moment);
    return read(extractOutput(this.bidragsbok, extract, { format, program, book: asked.book }));
  }

  /** What our own reader makes of a SIE file. */
  sie({ bytes }: Read) {
    const path = join(this.dir, `${this.told++}.se`);
    writeFileSync(path, bytes);
    const reading = readSie(path, inspectSie(path).encoding);
    const vouchers = [...reading].flat().filter((item): item is SieVoucher => item.kind === 'voucher');
    return { vouchers, summary: reading.summary };
  }

  async close(): Promise<void> {
    await this.bidragsbok.close();
    rmSync(this.dir, { recursive: true });
  }
}

interface Asked {
  readonly book?: string;
  readonly asOf?: string;
  readonly perDate?: string;
}
/** A whole output. */
interface Read {
  readonly bytes: Buffer;
  readonly counts: ReturnType<Output['counts']>;
}

async function read(output: Output): Promise<Read> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of output.chunks) chunks.push(chunk);
  return { bytes: Buffer.concat(chunks), counts: output.counts() };
}

/** A SIE file of these records. */
export const sieText = (...records: readonly string[]): string =>
  ['#FLAGGA 0', '#SIETYP 4', '#ORGNR 232100-0164', '#RAR 0 20260101 20261231', ...records, ''].join('\r\n');
