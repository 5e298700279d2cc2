import { mkdtempSync, rmSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

import type { SignedCheckpoint } from '#event-log';
import { type CoveredLine, grants, type Moment } from '#read-models';
import { writeFileWhole, type WrittenFile } from '#tabular';

import { exportLog, type Signed } from '../export/export-log.js';
import { dayOfPosition, organisationName, pageFoot, type Source } from '../source.js';
import { pdf } from '../paper/pdf.js';
import { drawSample, type SampleAsked } from '../sample/sample.js';
import type { Sample } from '../sample/sampled.js';
import { coverLetter, letterPaper, sumsOf } from './cover-letter.js';
import { namedEvents } from './named-events.js';
import { documentsNamed, FOLDER, type Originals, PackageFiles } from './package-files.js';
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
 * same bytes. Refuses as `selectedLines`, `exportLog` and `writeFileWhole` do.
 */
export async function buildPackage(source: Source & Signed, path: string, asked: BuildPackage): Promise<BuiltPackage> {
  const { moment, form, grant, originals, committed, progress, overwrite } = asked;
  const sample = asked.sample === undefined ? null : await drawSample(source, { ...asked, ...asked.sample }, moment);
  const lines = drawnOf(await selectedLines(source, asked, moment), sample);
  const checkpoint = await source.signer.checkpoint(moment.position);
  const packed = { grant, form, moment, lines, originals, sample, checkpoint: checkpoint.note };
  const known = (await grants(source.models.db, moment)).find((one) => one.grant === grant);
  const programme = known === undefined ? null : `programme-${known.programme.id}-${known.programme.year}`;
  const named = [...(await documentsNamed(source, packed))];
  const { positions: events, streams } = await namedEvents(
    source.log,
    { grant, programme, lines, documents: named },
    moment,
  );
  const files = new PackageFiles(source, packed);
  let told: Awaited<ReturnType<PackageFiles['write']>> = { there: [], withheld: [] };
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
        await out.add(STREAMS, [streamLines(streams)]);
        if (committed !== null) await out.add(CLOSING, [committed]);
        const [organisation, day] = [await organisationName(source), await dayOfPosition(source, moment)];
        const root = checkpoint.note.split('\n')[2] ?? '';
        const counts = { vouchers: vouchersOf(lines).length, documents: told.there.length, withheld: told.withheld };
        const about = { selection: asked, form, moment, organisation, day, root, sample };
        const letter = coverLetter({ ...about, lines, ...counts });
        await out.add(`${FOLDER}/LAS-FORST.txt`, [letter]);
        const foot = await pageFoot(source, moment, checkpoint.note);
        await out.add(`${FOLDER}/LAS-FORST.pdf`, pdf(letterPaper(letter, { day, foot })));
        await out.add(`${FOLDER}/innehall.json`, [
          `${JSON.stringify(indexOf(asked, { ...sumsOf(lines), ...counts }), null, 2)}\n`,
        ]);
      },
    });
    const written = await writeFileWhole(path, zipOf(folder), { overwrite: overwrite === true });
    const { net, missing } = sumsOf(lines);
    return {
      ...written,
      ...{ lines: lines.length, vouchers: vouchersOf(lines).length, documents: told.there.length },
      ...{ events: exported.events, files: exported.files, net, missing },
      gaps: lines.filter(({ status }) => status !== 'covered').length,
      withheld: told.withheld,
      checkpoint,
    };
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** The lines that a sample has drawn; all of them where none was. */
function drawnOf(lines: readonly CoveredLine[], sample: Sample | null): readonly CoveredLine[] {
  if (sample === null) return lines;
  const drawn = new Set(sample.units.flatMap((unit) => unit.lines));
  return lines.filter(({ book, series, number, line }) => drawn.has(`${book}/${series}/${number}/${line}`));
}

/** What the package is of, for programs. */
function indexOf({ grant, projectCode, from, to, vouchers, form, moment }: BuildPackage, counts: object) {
  return { format: 'bidragsbok.underlay/v1', grant, projectCode, from, to, vouchers, form, ...moment, ...counts };
}
