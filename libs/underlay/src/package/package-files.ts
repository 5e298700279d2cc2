import {
  allocationTree,
  type Bridge,
  bridge,
  type CoveredLine,
  type DocumentRow,
  imports,
  type Moment,
} from '#read-models';

import { bridgeFile } from '../bridge-file.js';
import { extractOf } from '../extract-of.js';
import { extractOutput } from '../outputs.js';
import { heldVoucher } from '../held-voucher.js';
import { withTexts } from '../line-texts.js';
import type { FolderFiles } from '../export/folder-files.js';
import { returnAt, returnOutput } from '../return/return-output.js';
import type { Sample } from '../sample/sampled.js';
import type { Source } from '../source.js';
import type { PackageFacts } from './package-facts.js';
import { activitiesSheet, asCsv, documentsSheet, linesSheet, salariesSheet } from './package-tables.js';
import { lineOf, type PackageForm, vouchersOf } from './selection.js';

/** Where the package keeps what people read, beside the events that prove it. */
export const FOLDER = 'underlag';

/** The decision by which an original was erased. */
interface ErasedBy {
  readonly body: string;
  readonly date: { toString(): string };
  readonly caseNumber: string;
}
/** An original as it is now: its bytes, or the decision that has erased it. */
export type Originals = (
  document: string,
) => Promise<{ readonly bytes: AsyncIterable<Uint8Array> } | { readonly erasedBy: ErasedBy }>;

/** What goes into a package. */
export interface Packed {
  readonly facts: PackageFacts;
  readonly form: PackageForm;
  readonly moment: Moment;
  /** The signed checkpoint of the moment. */
  readonly checkpoint: string;
  /** What the lines were drawn by; null where nothing was drawn. */
  readonly sample: Sample | null;
  readonly originals: Originals;
}
/** What of the documents came along, and why the others did not. */
export interface PackedDocuments {
  readonly there: number;
  readonly withheld: readonly string[];
}

const EXTENSIONS: Readonly<Record<string, string>> = { jpeg: 'jpg', tiff: 'tif', text: 'txt', sie: 'se' };
const endingOf = (format: string): string =>
  EXTENSIONS[format] ?? (/^(?:ubl-|paxml)/.test(format) ? 'xml' : /^[a-z0-9]{1,5}$/.test(format) ? format : 'bin');

/** Writes every file that is not an event, one after the other, so that memory holds one of them at most. */
export class PackageFiles {
  /** The position of the event that holds a line and its text, by line and code, as extracts tell it. */
  private readonly sources = new Map<string, number>();

  constructor(
    private readonly source: Source,
    private readonly packed: Packed,
  ) {}

  async write(folder: FolderFiles): Promise<PackedDocuments> {
    const { sample, form } = this.packed;
    // An extract holds the texts of every line, asked for or not.
    if (form === 'authority') await this.extracts(folder);
    await this.lines(folder);
    await this.vouchers(folder);
    if (sample !== null) await folder.add(`${FOLDER}/stickprov.json`, [asJson(sample)]);
    await this.grant(folder);
    if (form === 'authority') {
      await folder.add(`${FOLDER}/loner.csv`, asCsv(salariesSheet(this.packed.facts.pay)));
    }
    return this.documents(folder);
  }

  private async lines(folder: FolderFiles): Promise<void> {
    const { lines } = this.packed.facts;
    await folder.add(`${FOLDER}/rader.csv`, asCsv(linesSheet(this.texted(lines))));
    const gaps = lines.filter(({ status }) => status !== 'covered');
    await folder.add(`${FOLDER}/saknas.csv`, asCsv(linesSheet(this.texted(gaps))));
  }

  /** Lines with their texts; those of a public package have none. */
  private async *texted(lines: readonly CoveredLine[]): AsyncGenerator<readonly [CoveredLine, text: string]> {
    const placed = lines.map((covered) => {
      return { covered, line: covered.line, source: this.sources.get(keyOf(covered)) ?? null };
    });
    for await (const [place, texts] of withTexts(this.source, placed)) yield [place.covered, texts.of(place)];
  }

  private async vouchers(folder: FolderFiles): Promise<void> {
    const { source, packed } = this;
    const lines = async function* () {
      for (const name of vouchersOf(packed.facts.lines)) {
        const held = await heldVoucher(source, name, packed.moment);
        if (held !== null) yield `${JSON.stringify(packed.form === 'public' ? withoutTexts(held) : held)}\n`;
      }
    };
    await folder.add(`${FOLDER}/verifikationer.jsonl`, lines());
  }

  private async extracts(folder: FolderFiles): Promise<void> {
    const { facts, moment, checkpoint } = this.packed;
    const wanted = new Set(facts.lines.map(keyOf));
    for (const projectCode of new Set(facts.lines.map((line) => line.projectCode))) {
      const asked = { projectCode, withHistory: true, covered: facts.covered };
      const whole = await extractOf(this.source, asked, moment);
      for (const row of whole.rows) {
        const key = keyOf({ ...row, projectCode });
        if (wanted.has(key)) this.sources.set(key, row.source);
      }
      for (const format of ['csv', 'pdf'] as const) {
        const how = { format, checkpoint, decimalSign: ',' as const, program: { name: 'Bidragsbok', version: '' } };
        await folder.add(`${FOLDER}/utdrag/${projectCode}.${format}`, extractOutput(this.source, whole, how).chunks);
      }
      if (whole.changes?.length)
        await folder.add(`${FOLDER}/utdrag/${projectCode}-andringar.json`, [asJson(whole.changes)]);
    }
  }

  private async grant(folder: FolderFiles): Promise<void> {
    const { facts, moment, checkpoint } = this.packed;
    const { grant } = facts.position;
    const { db } = this.source.models;
    await folder.add(`${FOLDER}/bidrag.json`, [asJson(facts.position)]);
    const between = await bridge(db, grant, moment);
    await folder.add(`${FOLDER}/bro.json`, [asJson(between)]);
    if (between !== undefined) await this.bridge(folder, between);
    await folder.add(`${FOLDER}/aktiviteter.csv`, asCsv(activitiesSheet(facts.activities)));
    await folder.add(`${FOLDER}/fordelning.json`, [asJson(await allocationTree(db, grant, moment))]);
    const found = await returnAt(this.source, grant, moment);
    for (const format of ['json', 'pdf'] as const) {
      const output = await returnOutput(this.source, { found, draft: null, checkpoint }, format);
      await folder.add(`${FOLDER}/aterrapport.${format}`, output.chunks);
    }
    const books = new Set(facts.lines.map(({ book }) => book));
    const receipts = (await imports(db, moment)).filter(({ book }) => books.has(book));
    await folder.add(`${FOLDER}/importer.json`, [asJson(receipts)]);
  }

  private async bridge(folder: FolderFiles, between: Bridge): Promise<void> {
    const made = { bridge: between, checkpoint: this.packed.checkpoint };
    for (const format of ['xlsx', 'pdf'] as const) {
      await folder.add(`${FOLDER}/bro.${format}`, bridgeFile(this.source, made, format));
    }
  }

  /** One document after the other, chunk by chunk; what is told of each is a row. */
  private async documents(folder: FolderFiles): Promise<PackedDocuments> {
    const told: [DocumentRow, place: string, why: string][] = [];
    for (const row of this.packed.facts.documents) {
      const withheld = this.packed.form === 'public' && row.copyOf === null;
      const original = withheld ? null : await this.packed.originals(row.document);
      const place = `dokument/${row.document}.${endingOf(row.format)}`;
      if (original === null || 'erasedBy' in original) {
        told.push([row, '', original === null ? 'ingen maskad kopia finns' : erasedText(original.erasedBy)]);
        continue;
      }
      await folder.add(`${FOLDER}/${place}`, original.bytes);
      told.push([row, place, row.copyOf === null ? '' : `maskad kopia av ${row.copyOf}`]);
    }
    await folder.add(`${FOLDER}/dokument.csv`, asCsv(documentsSheet(told)));
    return { there: told.filter(([, place]) => place !== '').length, withheld: withheldIn(told) };
  }
}

const erasedText = ({ body, date, caseNumber }: ErasedBy): string =>
  `gallrat genom beslut av ${body} ${date.toString()}, dnr ${caseNumber}`;

/** Why documents do not come along, each reason once: their ids stand in dokument.csv. */
function withheldIn(told: readonly (readonly [DocumentRow, place: string, why: string])[]): readonly string[] {
  const reasons = told.filter(([, place]) => place === '').map(([, , why]) => why);
  return [...new Set(reasons)].map((why) => {
    const many = reasons.filter((one) => one === why).length;
    return `${many} dokument följer inte med (dokument.csv): ${why}.`;
  });
}

const keyOf = (line: Parameters<typeof lineOf>[0] & { readonly projectCode: string }): string =>
  `${line.projectCode} ${lineOf(line)}`;
const asJson = (value: unknown): string => `${JSON.stringify(value ?? null, null, 2)}\n`;

type Held = NonNullable<Awaited<ReturnType<typeof heldVoucher>>>;

/** A voucher as it may be shown to anyone: accounts, amounts and dates, no texts, no signatures, no private objects. */
function withoutTexts({ book, series, number, date, registered, scope, lines, rest }: Held) {
  const bare = lines.map(({ line, account, objects, ore }) => ({ line, account, objects, ore }));
  return { book, series, number, date, registered, scope, lines: bare, rest };
}
