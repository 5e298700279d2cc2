import type { MappedColumn, PostingField } from '../mapping/column-mapping.js';
import type { Meaning } from './heading-vocabulary.js';
import type { SampledColumn, SampledSheet } from './sampled-sheet.js';
import type { SuggestedColumn } from './suggestion.js';

type Use = SuggestedColumn['means'];

interface Reason {
  readonly why: string;
  readonly uncertain?: string | null;
}
type Taken = Pick<SuggestedColumn, 'means' | 'why' | 'uncertain'>;

const LEFT_OUT: Readonly<Record<string, string>> = {
  balance: 'rubriken är ett saldo, som räknas fram ur raderna',
  period: 'perioden följer av datumet',
  name: 'rubriken är ett namn på det som en annan kolumn har koden för',
};

/** Which column is taken for what, and what a person must decide, as it is worked out. */
export class ChosenColumns {
  readonly questions: string[] = [];
  private readonly taken = new Map<number, Taken>();

  constructor(readonly sheet: SampledSheet) {}

  /** The columns whose heading says so and that are taken for nothing yet, in the file's order. */
  saying(meaning: Meaning): readonly SampledColumn[] {
    return this.sheet.columns.filter((column) => column.meaning === meaning && !this.taken.has(column.at));
  }

  /** The columns that no heading and no choice has given a meaning. */
  unknown(): readonly SampledColumn[] {
    return this.sheet.columns.filter((column) => column.meaning === null && !this.taken.has(column.at));
  }

  take({ at, heading, nth }: SampledColumn, means: Use, { why, uncertain = null }: Reason): MappedColumn {
    this.taken.set(at, { means, why, uncertain });
    return { heading, ...(nth === undefined ? {} : { nth }) };
  }

  /** Takes the first column whose heading says a field; the others that say it stay unmapped, and a person is asked. */
  takeSaid(field: PostingField | `dimension ${string}`, more = ''): MappedColumn | undefined {
    const [first, ...others] = this.saying(field);
    if (first === undefined) return undefined;
    for (const other of others) {
      const asked = `flera kolumner ser ut som samma sak: ”${first.heading}” valdes`;
      this.take(other, null, { why: 'en annan kolumn valdes', uncertain: asked });
    }
    const isBare = first.profile.filled === 0;
    const uncertain = isBare ? 'kolumnen är tom i de rader som har lästs' : null;
    return this.take(first, field, { why: `rubriken${more === '' ? '' : `, och ${more}`}`, uncertain });
  }

  ask(question: string): void {
    this.questions.push(question);
  }

  /** Every column of the sheet, with what became of it. */
  columns(): readonly SuggestedColumn[] {
    return this.sheet.columns.map((column) => {
      const { means, why, uncertain } = this.taken.get(column.at) ?? leftOut(column);
      const { heading, nth, profile } = column;
      const place = { place: column.at + 1, heading, ...(nth === undefined ? {} : { nth }) };
      return { ...place, means, why, samples: profile.filled, examples: profile.examples, uncertain };
    });
  }
}

function leftOut({ meaning, profile }: SampledColumn): Taken {
  const known = LEFT_OUT[meaning ?? ''];
  if (known !== undefined) return { means: null, why: known, uncertain: null };
  if (profile.filled === 0) return { means: null, why: 'kolumnen är tom', uncertain: null };
  const uncertain = 'ange ett fält eller en dimension i mappningen om kolumnen behövs';
  return { means: null, why: 'rubriken är okänd', uncertain };
}
