import { basename, join } from 'node:path';

import type { SignedCheckpoint } from '#event-log';
import { oreToText, textToOre } from '#kernel';
import { type CoveredLine, coverageSums, type Moment } from '#read-models';
import { writeFileWhole, type WrittenFile } from '#tabular';
import { type Ran, runOnce } from '#work';

import { type Building, runFileAt, standingOf, standIn } from '../building.js';
import { exportLog, type Signed } from '../export/export-log.js';
import type { FolderFiles } from '../export/folder-files.js';
import { dayOfPosition, organisationName, pageFoot, type Source } from '../source.js';
import { pdf } from '../paper/pdf.js';
import { placedWhole } from '../placed-whole.js';
import { drawSample, type SampleAsked } from '../sample/sample.js';
import type { Sample } from '../sample/sampled.js';
import { coverLetter, letterPaper } from './cover-letter.js';
import { namedEvents } from './named-events.js';
import { type PackageFacts, packageFacts } from './package-facts.js';
import { FOLDER, type Originals, type PackedDocuments, PackageFiles } from './package-files.js';
import { type PackageForm, type Selection, vouchersOf } from './selection.js';
import { CLOSING, STREAMS, streamLines } from './whole-streams.js';
import { zipOf } from './zip.js';

/** Whom a package is made for, of what, and where. */
export interface BuildPackage extends Selection {
  readonly form: PackageForm;
  readonly moment: Moment;
  readonly originals: Originals;
  /** The streams that the grant's closing committed itself to, as its digest was made of them; null where it is not closed. */
  readonly committed: string | null;
  /** Draws the lines by a sample instead of taking them all. */
  readonly sample?: Pick<SampleAsked, 'of' | 'method' | 'seed' | 'credits'> | undefined;
  readonly overwrite?: boolean | undefined;
  /** The file is handed out and kept by nobody here: the run remembers no place of it. */
  readonly isHandedOut?: boolean;
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
 * same bytes, so that one that stands in its place as it was built is the answer. Refuses as `runOnce`, `placedWhole`,
 * `packageFacts` and `exportLog` do.
 */
export async function buildPackage(
  source: Source & Signed & Building,
  path: string,
  asked: BuildPackage,
): Promise<Ran<BuiltPackage>> {
  const { moment, grant, progress, overwrite = false } = asked;
  const { decided } = await standingOf(source, moment);
  const { root } = await source.signer.checkpoint(moment.position);
  return runOnce<BuiltPackage>(
    await source.runs(),
    { kind: 'underlay', grant, asked: { ...selectionIn(asked), decided }, moment, root },
    {
      stands: standIn([path]),
      build: (running) =>
        placedWhole({ paths: [path], overwrite, running }, async (scratch) => {
          const say = (done: string) => {
            running.say(done);
            progress?.(done);
          };
          const told = await packedInto(source, scratch, { ...asked, name: basename(path), say });
          return { files: [runFileAt(asked.isHandedOut === true ? null : path, told)], told: { ...told, path } };
        }),
    },
  );
}

interface Packing extends BuildPackage {
  readonly name: string;
  readonly say: (done: string) => void;
}

async function packedInto(source: Source & Signed, scratch: string, asked: Packing): Promise<BuiltPackage> {
  const { moment, form, originals, committed } = asked;
  const sample = asked.sample === undefined ? null : await drawSample(source, { ...asked, ...asked.sample }, moment);
  const facts = await packageFacts(source, { ...asked, sample }, moment);
  const checkpoint = await source.signer.checkpoint(moment.position);
  const { positions: events, streams } = await namedEvents(source.log, facts, moment);
  const files = new PackageFiles(source, { facts, form, moment, originals, sample, checkpoint: checkpoint.note });
  const counts = countsOf(facts.lines);
  let told: PackedDocuments = { there: 0, withheld: [] };
  const folder = join(scratch, `${asked.name}.folder`);
  const exported = await exportLog(source, folder, {
    position: moment.position,
    isKept: false,
    events,
    privateParts: form === 'authority' ? events : [],
    progress: (position) => {
      asked.say(`händelsen vid position ${position} av ${moment.position}`);
    },
    beside: async (out) => {
      asked.say('filerna bredvid händelserna');
      told = await files.write(out);
      await out.add(STREAMS, [streamLines(streams)]);
      if (committed !== null) await out.add(CLOSING, [committed]);
      await addFirstPage(source, out, { asked, sample, told, counts, facts, note: checkpoint.note });
    },
  });
  asked.say('packar');
  const written = await writeFileWhole(join(scratch, asked.name), zipOf(folder));
  const { sums, net, vouchers, gaps } = counts;
  return {
    ...written,
    ...{ lines: sums.lines, vouchers, documents: told.there, net, missing: sums.missing, gaps },
    ...{ events: exported.events, files: exported.files, withheld: told.withheld, checkpoint },
  };
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
    ...{ selection: asked, form, moment, organisation, day, root, isClosed: asked.committed !== null },
    ...{ ...counts, activities: facts.activities, sample, documents, withheld },
  });
  await out.add(`${FOLDER}/LAS-FORST.txt`, [letter]);
  const foot = await pageFoot(source, moment, note);
  await out.add(`${FOLDER}/LAS-FORST.pdf`, pdf(letterPaper(letter, { day, foot })));
  const { lines, amount, missing } = sums;
  const index = indexOf(asked, { lines, amount, missing, net, drawn, vouchers, documents, withheld });
  await out.add(`${FOLDER}/innehall.json`, [`${JSON.stringify(index, null, 2)}\n`]);
}

const selectionIn = ({ projectCode, from, to, vouchers, form, sample }: BuildPackage) => ({
  ...{ projectCode, from, to, vouchers, form, sample },
});

/** What the package is of, for programs. */
function indexOf({ grant, projectCode, from, to, vouchers, form, moment }: BuildPackage, counts: object) {
  return { format: 'bidragsbok.underlay/v1', grant, projectCode, from, to, vouchers, form, ...moment, ...counts };
}
