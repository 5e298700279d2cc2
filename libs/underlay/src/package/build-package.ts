import { mkdtempSync, rmSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

import type { SignedCheckpoint } from '#event-log';
import { oreToText, textToOre } from '#kernel';
import { type CoveredLine, coverageSums, type Moment } from '#read-models';
import { writeFileWhole, type WrittenFile } from '#tabular';

import { exportLog, type Signed } from '../export/export-log.js';
import type { FolderFiles } from '../export/folder-files.js';
import { dayOfPosition, organisationName, pageFoot, type Source } from '../source.js';
import { pdf } from '../paper/pdf.js';
import { drawSample, type SampleAsked } from '../sample/sample.js';
import type { Sample } from '../sample/sampled.js';
import { coverLetter, letterPaper } from './cover-letter.js';
import { namedEvents } from './named-events.js';
import { type PackageFacts, packageFacts } from './package-facts.js';
import { FOLDER, type Originals, type PackedDocuments, PackageFiles } from './package-files.js';
import { type PackageForm, type Selection, vouchersOf } from './selection.js';
import { zipOf } from './zip.js';

/** Whom a package is made for, of what, and where. */
export interface BuildPackage extends Selection {
  readonly form: PackageForm;
  readonly moment: Moment;
  readonly originals: Originals;
  /** Draws the lines by a sample instead of taking them all. */
  readonly sample?: Pick<SampleAsked, 'of' | 'method' | 'seed' | 'credits'> | undefined;
  readonly overwrite?: boolean | undefined;
  readonly progress?: (done: string) => void;
}

/** A package as it was written. Amounts in SEK; `missing` is without signs, as coverage counts it. */
export interface BuiltPackage extends WrittenFile {
  readonly lines: number;
  readonly vouchers: number;
  readonly documents: number;
  readonly events: number;
  readonly files: number;
  /** The sum of the lines, signed. */
  readonly net: string;
  readonly missing: string;
  readonly gaps: number;
  readonly withheld: readonly string[];
  readonly checkpoint: SignedCheckpoint;
}

/**
 * One ZIP that answers a demand for underlay and proves itself offline: an export of every event that it names
 * (docs/export-format.md) with what people read beside it. Writes no event; the same selection at the same position gives the
 * same bytes. Refuses as `packageFacts`, `exportLog` and `writeFileWhole` do.
 */
export async function buildPackage(source: Source & Signed, path: string, asked: BuildPackage): Promise<BuiltPackage> {
  const { moment, form, originals, progress, overwrite } = asked;
  const sample = asked.sample === undefined ? null : await drawSample(source, { ...asked, ...asked.sample }, moment);
  const facts = await packageFacts(source, { ...asked, sample }, moment);
  const checkpoint = await source.signer.checkpoint(moment.position);
  const events = await namedEvents(source.log, facts, moment);
  const files = new PackageFiles(source, { facts, form, moment, originals, sample, checkpoint: checkpoint.note });
  const counts = countsOf(facts.lines);
  let told: PackedDocuments = { there: 0, withheld: [] };
  const work = mkdtempSync(join(dirname(resolve(path)), `.${basename(path)}-`));
  try {
    const folder = join(work, 'package');
    const exported = await exportLog(source, folder, {
      position: moment.position,
      isKept: false,
      events,
      privateParts: form === 'authority' ? events : [],
      progress: (position) => progress?.(`händelsen vid position ${position}`),
      beside: async (out) => {
        told = await files.write(out);
        await addFirstPage(source, out, { asked, sample, told, counts, facts, note: checkpoint.note });
      },
    });
    const written = await writeFileWhole(path, zipOf(folder), { overwrite: overwrite === true });
    const { sums, net, vouchers, gaps } = counts;
    return {
      ...written,
      ...{ lines: sums.lines, vouchers, documents: told.there, net, missing: sums.missing, gaps },
      ...{ events: exported.events, files: exported.files, withheld: told.withheld, checkpoint },
    };
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** What the lines of a package come to, whatever tells of it. */
function countsOf(lines: readonly CoveredLine[]) {
  return {
    sums: coverageSums(lines),
    net: oreToText(lines.reduce((sum, { amount }) => sum + textToOre(amount), 0)),
    vouchers: vouchersOf(lines).length,
    gaps: lines.filter(({ status }) => status !== 'covered').length,
  };
}

interface FirstPage {
  readonly asked: BuildPackage;
  readonly sample: Sample | null;
  readonly told: PackedDocuments;
  readonly counts: ReturnType<typeof countsOf>;
  readonly facts: Pick<PackageFacts, 'activities'>;
  /** The signed checkpoint. */
  readonly note: string;
}

/** What is read first: the letter, as text and on paper, and what the package is of for programs. */
async function addFirstPage(
  source: Source,
  out: FolderFiles,
  { asked, sample, told, counts, facts, note }: FirstPage,
): Promise<void> {
  const { form, moment } = asked;
  const [organisation, day] = [await organisationName(source), await dayOfPosition(source, moment)];
  const drawn = sample === null ? null : `${sample.method}, frö ${sample.seed}, ${sample.units.length} dragna`;
  const { there: documents, withheld } = told;
  const { sums, net, vouchers } = counts;
  const root = note.split('\n')[2] ?? '';
  const letter = coverLetter({
    ...{ selection: asked, form, moment, organisation, day, root },
    ...{ ...counts, activities: facts.activities, drawn, documents, withheld },
  });
  await out.add(`${FOLDER}/LAS-FORST.txt`, [letter]);
  const foot = await pageFoot(source, moment, note);
  await out.add(`${FOLDER}/LAS-FORST.pdf`, pdf(letterPaper(letter, { day, foot })));
  const { lines, amount, missing } = sums;
  const index = indexOf(asked, { lines, amount, missing, net, drawn, vouchers, documents, withheld });
  await out.add(`${FOLDER}/innehall.json`, [`${JSON.stringify(index, null, 2)}\n`]);
}

/** What the package is of, for programs. */
function indexOf({ grant, projectCode, from, to, vouchers, form, moment }: BuildPackage, counts: object) {
  return { format: 'bidragsbok.underlay/v1', grant, projectCode, from, to, vouchers, form, ...moment, ...counts };
}
