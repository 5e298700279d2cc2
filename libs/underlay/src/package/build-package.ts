import { basename, join } from 'node:path';

import type { SignedCheckpoint } from '#event-log';
import { type CoveredLine, grants, type Moment } from '#read-models';
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
import { coverLetter, letterPaper, sumsOf } from './cover-letter.js';
import { namedEvents } from './named-events.js';
import {
  documentsNamed,
  FOLDER,
  type Originals,
  type Packed,
  type PackedDocuments,
  PackageFiles,
} from './package-files.js';
import { type PackageForm, selectedLines, type Selection, vouchersOf } from './selection.js';
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
 * `selectedLines` and `exportLog` do.
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
  const { moment, form, grant, originals, committed } = asked;
  const sample = asked.sample === undefined ? null : await drawSample(source, { ...asked, ...asked.sample }, moment);
  const lines = drawnOf(await selectedLines(source, asked, moment), sample);
  const checkpoint = await source.signer.checkpoint(moment.position);
  const packed = { grant, form, moment, lines, originals, sample, checkpoint: checkpoint.note };
  const { positions: events, streams } = await eventsOf(source, packed);
  const files = new PackageFiles(source, packed);
  const folder = join(scratch, `${asked.name}.folder`);
  let told: PackedDocuments = { there: [], withheld: [] };
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
      await addLetter(source, out, { asked, packed, told });
    },
  });
  asked.say('packar');
  const written = await writeFileWhole(join(scratch, asked.name), zipOf(folder));
  const { net, missing } = sumsOf(lines);
  return {
    ...written,
    ...{ lines: lines.length, vouchers: vouchersOf(lines).length, documents: told.there.length },
    ...{ events: exported.events, files: exported.files, net, missing },
    gaps: lines.filter(({ status }) => status !== 'covered').length,
    withheld: told.withheld,
    checkpoint,
  };
}

async function eventsOf(source: Source, packed: Packed): ReturnType<typeof namedEvents> {
  const { grant, moment, lines } = packed;
  const known = (await grants(source.models.db, moment)).find((one) => one.grant === grant);
  const programme = known === undefined ? null : `programme-${known.programme.id}-${known.programme.year}`;
  const documents = [...(await documentsNamed(source, packed))];
  return namedEvents(source.log, { grant, programme, lines, documents }, moment);
}

interface Lettered {
  readonly asked: BuildPackage;
  readonly packed: Packed;
  readonly told: PackedDocuments;
}

async function addLetter(source: Source, out: FolderFiles, { asked, packed, told }: Lettered): Promise<void> {
  const { sample, lines, moment, form, checkpoint } = packed;
  const [organisation, day] = [await organisationName(source), await dayOfPosition(source, moment)];
  const root = checkpoint.split('\n')[2] ?? '';
  const counts = { vouchers: vouchersOf(lines).length, documents: told.there.length, withheld: told.withheld };
  const about = { selection: asked, form, moment, organisation, day, root, sample };
  const letter = coverLetter({ ...about, lines, ...counts });
  await out.add(`${FOLDER}/LAS-FORST.txt`, [letter]);
  const foot = await pageFoot(source, moment, checkpoint);
  await out.add(`${FOLDER}/LAS-FORST.pdf`, pdf(letterPaper(letter, { day, foot })));
  const index = indexOf(asked, { ...sumsOf(lines), ...counts });
  await out.add(`${FOLDER}/innehall.json`, [`${JSON.stringify(index, null, 2)}\n`]);
}

/** The lines that a sample has drawn; all of them where none was. */
function drawnOf(lines: readonly CoveredLine[], sample: Sample | null): readonly CoveredLine[] {
  if (sample === null) return lines;
  const drawn = new Set(sample.units.flatMap((unit) => unit.lines));
  return lines.filter(({ book, series, number, line }) => drawn.has(`${book}/${series}/${number}/${line}`));
}

const selectionIn = ({ projectCode, from, to, vouchers, form, sample }: BuildPackage) => ({
  ...{ projectCode, from, to, vouchers, form, sample },
});

/** What the package is of, for programs. */
function indexOf({ grant, projectCode, from, to, vouchers, form, moment }: BuildPackage, counts: object) {
  return { format: 'bidragsbok.underlay/v1', grant, projectCode, from, to, vouchers, form, ...moment, ...counts };
}
