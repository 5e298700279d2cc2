import { type Moment, type StandingImport, standingImports } from '#read-models';

import type { Opened } from './opened.js';

type Objects = readonly (readonly [dimension: string, object: string])[];
/** Where in a book a voucher lies, by what a file's coverage is told in. */
export interface Place {
  readonly date: string;
  readonly series: string;
}
type Covered = NonNullable<StandingImport['completed']['coverage']>;

/** The files of a book that are taken in and not taken back, the newest first. */
export async function standingFiles(
  { models }: Pick<Opened, 'models'>,
  moment: Moment,
  book: string,
): Promise<StandingFile[]> {
  const files: StandingFile[] = [];
  for (const one of (await standingImports(models.db, moment, book)).reverse()) {
    files.push(new StandingFile(one, [...files]));
  }
  return files;
}

/** A file among the others of its book: what it speaks of, and what of that it has the last word on. */
export class StandingFile {
  constructor(
    readonly of: StandingImport,
    private readonly newer: readonly StandingFile[],
  ) {}

  /** What a pre-system hands over (SIE 4I): it never says what else there is. */
  get isOfPreSystem(): boolean {
    return this.of.completed.kind === 'SIE4I';
  }

  /** Newer files have the last word on all that it speaks of, so that nothing of it is asked any more. */
  get isReplaced(): boolean {
    return this.newer.some(
      (file) => file.of.sha256 === this.of.sha256 || (!file.isOfPreSystem && encloses(file.coverage, this.coverage)),
    );
  }

  /** Whether a voucher of this place, or its line with these objects, would stand in the file if its source had it. */
  speaksOf({ date, series }: Place, objects?: Objects): boolean {
    const { coverage } = this;
    if (coverage === null || this.isOfPreSystem) return false;
    if (date < coverage.from || date > coverage.to || !coverage.series.includes(series)) return false;
    const { codes } = coverage;
    return codes === null || objects === undefined || codes.some(([of, code]) => bears(objects, of, code));
  }

  /** Whether no newer file speaks of it. */
  hasLastWord(place: Place, objects?: Objects): boolean {
    return !this.newer.some((file) => file.speaksOf(place, objects));
  }

  private get coverage(): Covered | null {
    return this.of.completed.coverage;
  }
}

const bears = (objects: Objects, dimension: string, code: string): boolean =>
  objects.some(([of, object]) => of === dimension && object === code);

function encloses(newer: Covered | null, older: Covered | null): boolean {
  if (newer === null || older === null) return false;
  const days = newer.from <= older.from && newer.to >= older.to;
  return days && older.series.every((series) => newer.series.includes(series)) && codesEnclose(newer, older);
}

const codesEnclose = ({ codes: newer }: Covered, { codes: older }: Covered): boolean =>
  newer === null ||
  (older?.every(([dimension, code]) => newer.some(([of, one]) => of === dimension && one === code)) ?? false);
