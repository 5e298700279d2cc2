import {
  allocationTree,
  bridge,
  type CoveredLine,
  type DocumentRow,
  documents,
  extract,
  grantPosition,
  imports,
  type Moment,
  salaries,
} from '#read-models';

import { extractOf } from '../extract-of.js';
import { extractOutput } from '../outputs.js';
import { heldVoucher } from '../held-voucher.js';
import { LineTexts } from '../line-texts.js';
import type { FolderFiles } from '../export/folder-files.js';
import { returnAt, returnOutput } from '../return/return-output.js';
import type { Sample } from '../sample/sampled.js';
import type { Source } from '../source.js';
import { asCsv, documentsSheet, linesSheet, salariesSheet } from './package-tables.js';
import { type PackageForm, vouchersOf } from './selection.js';

/** Where the package keeps what people read, beside the events that prove it. */
export const FOLDER = 'underlag';

interface Decided {
  readonly body: string;
  readonly date: { toString(): string };
  readonly caseNumber: string;
}
/** The originals as they are now. */
export interface Originals {
  /** The bytes of one; null where a decision has erased it. */
  read(document: string): AsyncIterable<Uint8Array> | null;
  /** The decision that erased one; undefined where none did. */
  erasedBy(document: string): Decided | undefined;
}

/** What goes into a package. */
export interface Packed {
  readonly grant: string;
  readonly form: PackageForm;
  readonly moment: Moment;
  readonly lines: readonly CoveredLine[];
  /** The signed checkpoint of the moment. */
  readonly checkpoint: string;
  /** What the lines were drawn by; null where nothing was drawn. */
  readonly sample: Sample | null;
  readonly originals: Originals;
}
/** What of the documents came along, and why the others did not. */
export interface PackedDocuments {
  readonly there: readonly DocumentRow[];
  readonly withheld: readonly string[];
}

const EXTENSIONS: Readonly<Record<string, string>> = { jpeg: 'jpg', tiff: 'tif', text: 'txt', sie: 'se' };
const endingOf = (format: string): string =>
  EXTENSIONS[format] ?? (/^(?:ubl-|paxml)/.test(format) ? 'xml' : /^[a-z0-9]{1,5}$/.test(format) ? format : 'bin');

/** Writes every file that is not an event, one after the other, so that memory holds one of them at most. */
export class PackageFiles {
  constructor(
    private readonly source: Source,
    private readonly packed: Packed,
  ) {}

  async write(folder: FolderFiles): Promise<PackedDocuments> {
    await this.lines(folder);
    await this.vouchers(folder);
    await this.extracts(folder);
    const { sample } = this.packed;
    if (sample !== null) await folder.add(`${FOLDER}/stickprov.json`, [asJson(sample)]);
    await this.grant(folder);
    if (this.packed.form === 'authority') await this.salaries(folder);
    return this.documents(folder);
  }

  private async lines(folder: FolderFiles): Promise<void> {
    const { lines, form } = this.packed;
    const places = form === 'public' ? [] : await this.sources();
    const texts = await LineTexts.read(this.source, places);
    const sourceOf = new Map(places.map((place) => [place.key, place]));
    const textOf = (line: CoveredLine) => {
      const place = sourceOf.get(keyOf(line));
      return place === undefined ? '' : texts.of(place);
    };
    await folder.add(`${FOLDER}/rader.csv`, asCsv(linesSheet(lines, textOf)));
    const gaps = lines.filter(({ status }) => status !== 'covered');
    await folder.add(`${FOLDER}/saknas.csv`, asCsv(linesSheet(gaps, textOf)));
  }

  /** Where the texts of the lines stand: the extract of each project code knows. */
  private async sources() {
    const { lines, moment } = this.packed;
    const places: { readonly key: string; readonly source: number; readonly line: number }[] = [];
    const wanted = new Set(lines.map(keyOf));
    for (const code of codesOf(lines)) {
      for (const row of (await extract(this.source.models.db, code, moment)).rows) {
        const key = keyOf({ ...row, projectCode: code });
        if (wanted.has(key)) places.push({ key, source: row.source, line: row.line });
      }
    }
    return places;
  }

  private async vouchers(folder: FolderFiles): Promise<void> {
    const { source, packed } = this;
    const lines = async function* () {
      for (const name of vouchersOf(packed.lines)) {
        const held = await heldVoucher(source, name, packed.moment);
        if (held !== null) yield `${JSON.stringify(packed.form === 'public' ? withoutTexts(held) : held)}\n`;
      }
    };
    await folder.add(`${FOLDER}/verifikationer.jsonl`, lines());
  }

  private async extracts(folder: FolderFiles): Promise<void> {
    // An extract holds the texts of every line, asked for or not.
    if (this.packed.form === 'public') return;
    const { lines, moment, checkpoint } = this.packed;
    for (const projectCode of codesOf(lines)) {
      const whole = await extractOf(this.source, { projectCode, withHistory: true }, moment);
      for (const format of ['csv', 'pdf'] as const) {
        const how = { format, checkpoint, decimalSign: ',' as const, program: { name: 'Bidragsbok', version: '' } };
        await folder.add(`${FOLDER}/utdrag/${projectCode}.${format}`, extractOutput(this.source, whole, how).chunks);
      }
      if (whole.changes?.length)
        await folder.add(`${FOLDER}/utdrag/${projectCode}-andringar.json`, [asJson(whole.changes)]);
    }
  }

  private async grant(folder: FolderFiles): Promise<void> {
    const { grant, moment, checkpoint } = this.packed;
    const { db } = this.source.models;
    await folder.add(`${FOLDER}/bidrag.json`, [asJson(await grantPosition(db, grant, moment))]);
    await folder.add(`${FOLDER}/bro.json`, [asJson(await bridge(db, grant, moment))]);
    await folder.add(`${FOLDER}/fordelning.json`, [asJson(await allocationTree(db, grant, moment))]);
    const found = await returnAt(this.source, grant, moment);
    for (const format of ['json', 'pdf'] as const) {
      const output = await returnOutput(this.source, { found, draft: null, checkpoint }, format);
      await folder.add(`${FOLDER}/aterrapport.${format}`, output.chunks);
    }
    const books = new Set(this.packed.lines.map(({ book }) => book));
    const receipts = (await imports(db, moment)).filter(({ book }) => books.has(book));
    await folder.add(`${FOLDER}/importer.json`, [asJson(receipts)]);
  }

  private async salaries(folder: FolderFiles): Promise<void> {
    const wanted = new Set(this.packed.lines.map((line) => lineOf(line)));
    const rows = (await salaries(this.source.models.db, this.packed.moment)).filter((row) => wanted.has(lineOf(row)));
    await folder.add(`${FOLDER}/loner.csv`, asCsv(salariesSheet(rows)));
  }

  private async documents(folder: FolderFiles): Promise<PackedDocuments> {
    const [rows, told] = [await this.wanted(), [] as [DocumentRow, string, string][]];
    const there: DocumentRow[] = [];
    for (const row of rows) {
      const withheld = this.packed.form === 'public' && row.copyOf === null;
      const bytes = withheld ? null : this.packed.originals.read(row.document);
      const place = `dokument/${row.document}.${endingOf(row.format)}`;
      if (bytes === null) {
        told.push([row, '', withheld ? 'ingen maskad kopia finns' : this.erased(row)]);
        continue;
      }
      await folder.add(`${FOLDER}/${place}`, bytes);
      there.push(row);
      told.push([row, place, row.copyOf === null ? '' : `maskad kopia av ${row.copyOf}`]);
    }
    await folder.add(`${FOLDER}/dokument.csv`, asCsv(documentsSheet(told)));
    return { there, withheld: withheldIn(told) };
  }

  private erased({ document }: DocumentRow): string {
    const decision = this.packed.originals.erasedBy(document);
    if (decision === undefined) throw new Error('An original that is gone without a decision');
    const { body, date, caseNumber } = decision;
    return `gallrat genom beslut av ${body} ${date.toString()}, dnr ${caseNumber}`;
  }

  /** The documents that lines name, and payslips and contracts of their shares; the redacted copies of them for the public. */
  private async wanted(): Promise<readonly DocumentRow[]> {
    const named = await documentsNamed(this.source, this.packed);
    const all = await documents(this.source.models.db, this.packed.moment);
    const isNamed = ({ document }: DocumentRow) => named.has(document);
    if (this.packed.form === 'authority') return all.filter(isNamed);
    const copies = all.filter(({ copyOf }) => copyOf !== null && named.has(copyOf));
    const copied = new Set(copies.map(({ copyOf }) => copyOf));
    return [...all.filter((row) => isNamed(row) && !copied.has(row.document)), ...copies];
  }
}

/** The ids of the documents that prove lines. */
export async function documentsNamed(
  { models }: Source,
  { lines, moment, grant }: Pick<Packed, 'lines' | 'moment' | 'grant'>,
): Promise<ReadonlySet<string>> {
  const wanted = new Set(lines.map((line) => lineOf(line)));
  const pay = (await salaries(models.db, moment)).filter((row) => wanted.has(lineOf(row)));
  const ofPay = pay.flatMap(({ shares }) =>
    shares.flatMap(({ payslip, contract, support }) => [payslip, contract, support]),
  );
  // What was done is shown for the whole grant: no line names it.
  const done = (await documents(models.db, moment)).filter(
    ({ kind, facts }) => kind === 'activity' && facts.grant === grant,
  );
  const linked = lines.flatMap((line) => line.documents);
  return new Set([
    ...linked,
    ...ofPay.filter((id): id is string => id !== null),
    ...done.map(({ document }) => document),
  ]);
}

/** Why documents do not come along, each reason once: their ids stand in dokument.csv. */
function withheldIn(told: readonly (readonly [DocumentRow, place: string, why: string])[]): readonly string[] {
  const reasons = told.filter(([, place]) => place === '').map(([, , why]) => why);
  return [...new Set(reasons)].map((why) => {
    const many = reasons.filter((one) => one === why).length;
    return `${many} dokument följer inte med (dokument.csv): ${why}.`;
  });
}

interface OfVoucher {
  readonly book: string;
  readonly series: string;
  readonly number: string;
  readonly line: number;
}
const lineOf = ({ book, series, number, line }: OfVoucher): string => JSON.stringify([book, series, number, line]);
const keyOf = (line: OfVoucher & { readonly projectCode: string }): string => `${line.projectCode} ${lineOf(line)}`;
const codesOf = (lines: readonly CoveredLine[]): readonly string[] => [
  ...new Set(lines.map(({ projectCode }) => projectCode)),
];
const asJson = (value: unknown): string => `${JSON.stringify(value ?? null, null, 2)}\n`;

type Held = NonNullable<Awaited<ReturnType<typeof heldVoucher>>>;

/** A voucher as it may be shown to anyone: accounts, amounts and dates, no texts, no signatures, no private objects. */
function withoutTexts({ book, series, number, date, registered, scope, lines, rest }: Held) {
  const bare = lines.map(({ line, account, objects, ore }) => ({ line, account, objects, ore }));
  return { book, series, number, date, registered, scope, lines: bare, rest };
}
