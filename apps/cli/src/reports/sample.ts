import { leftOutWords, type Sample } from '#underlay';

import { facts, heading, page, table } from '../output.js';
import { amountInSwedish, countInSwedish } from '../swedish.js';
import { momentText } from './moment.js';

const strata: Readonly<Record<Sample['strata'][number]['stratum'], string>> = {
  costs: 'Kostnader',
  salaries: 'Löner',
  repostings: 'Omföringar',
  accruals: 'Periodiseringar',
};
const whys: Readonly<Record<Sample['units'][number]['why'], string>> = {
  drawn: 'dragen',
  'above-interval': 'större än intervallet, tas alltid',
  all: 'alla tas',
  listed: 'står i listan',
};
const linesText = ([first = '', ...more]: readonly string[]): string =>
  more.length === 0 ? first : `${first} och ${countInSwedish(more.length)} till`;
const right = (title: string) => ({ title, align: 'right' as const });

/** A sample for people: what it is of, what was left out, how it was drawn, and the list. */
export const sampleText = (sample: Sample): string =>
  page(
    `${heading(`Stickprov ur ${sample.grant}`)}\n${momentText(sample)}`,
    facts([
      ['Metod', sample.method],
      ['Frö', sample.seed],
      ['Projektkod', sample.projectCode],
      ['Från och med', sample.from],
      ['Till och med', sample.to],
      ['Ur', `${countInSwedish(sample.population.count)} enheter, ${amountInSwedish(sample.population.amount)}`],
      ['Kontrollsumma', sample.population.digest],
    ]),
    sample.leftOut.length === 0
      ? 'Inget är utelämnat.'
      : table(
          [{ title: 'Utelämnat' }, right('Antal'), right('Belopp')],
          sample.leftOut.map(({ reason, count, amount }) => [
            leftOutWords[reason],
            countInSwedish(count),
            amountInSwedish(amount),
          ]),
        ),
    table(
      [
        { title: 'Del' },
        right('Enheter'),
        right('Belopp'),
        right('Dragningar'),
        { title: 'Intervall i öre' },
        right('Tagna'),
      ],
      sample.strata.map(({ stratum, count, amount, size, interval, drawn }) => [
        ...[strata[stratum], countInSwedish(count), amountInSwedish(amount), countInSwedish(size)],
        ...[interval ?? '', countInSwedish(drawn)],
      ]),
    ),
    table(
      [{ title: 'Enhet' }, { title: 'Del' }, right('Belopp'), { title: 'Rader' }, { title: 'Varför' }],
      sample.units.map(({ id, stratum, amount, lines, why }) => [
        ...[id, strata[stratum], amountInSwedish(amount), linesText(lines), whys[why]],
      ]),
    ),
  );
