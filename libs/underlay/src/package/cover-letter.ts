import { amountInSwedish, textToOre } from '#kernel';
import type { AreaActivity, CoverageSums, Moment } from '#read-models';

import type { Paper, PaperBlock } from '../paper/paper.js';
import { leftOutWords, unitWords } from '../sample/population.js';
import type { Sample } from '../sample/sampled.js';
import type { PackageForm, Selection } from './selection.js';

/** What a cover letter tells of. */
export interface Covered {
  readonly selection: Selection;
  readonly form: PackageForm;
  readonly moment: Moment;
  readonly organisation: string;
  readonly day: string;
  readonly root: string;
  readonly sums: Pick<CoverageSums, 'lines' | 'missing'>;
  /** The sum of the lines, signed. */
  readonly net: string;
  /** Lines that are not proved wholly. */
  readonly gaps: number;
  readonly activities: readonly AreaActivity[];
  readonly vouchers: number;
  readonly documents: number;
  /** Documents that lines name and that are not in the package, each with the reason. */
  readonly withheld: readonly string[];
  /** The grant is closed, and the package holds what its closing committed itself to. */
  readonly isClosed: boolean;
  /** The sample that the lines were drawn by; null where all were taken. */
  readonly sample: Sample | null;
}

/** The first page: what is handed over, and before all what is missing in it. */
export function coverLetter(of: Covered): string {
  const { grant } = of.selection;
  return [
    `UNDERLAG FÖR STATSBIDRAGET ${grant}`,
    '',
    `Organisation: ${of.organisation}`,
    `Urval: ${selectionIn(of.selection)}`,
    ...(of.sample === null ? [] : [`Stickprov: ${drawnIn(of.sample)} (stickprov.json)`]),
    `Form: ${of.form === 'authority' ? 'till myndigheten, med personuppgifter' : 'offentlig, utan personuppgifter och fritext'}`,
    `Läge: position ${of.moment.position}, ${of.day}`,
    '',
    'DET SOM SAKNAS',
    gapsIn(of),
    ...notDrawnIn(of.sample),
    ...notShown(of.activities),
    ...of.withheld,
    '',
    'DET SOM FINNS',
    `${of.sums.lines} rader i ${of.vouchers} verifikationer, netto ${amountInSwedish(of.net)} kr (rader.csv, verifikationer.jsonl)`,
    `${of.documents} dokument (dokument.csv och mappen dokument)`,
    'Vad som visar vad som gjorts, område för område, för hela bidraget (aktiviteter.csv)',
    ...(of.form === 'authority' ? ['Huvudboksutdrag per projektkod (mappen utdrag) och löneandelar (loner.csv)'] : []),
    'Bidragets siffror, fördelning och bro från beslut till återbetalning (bidrag.json, fordelning.json, bro.json, bro.xlsx, bro.pdf), filerna som bokföringen kom med (importer.json)',
    `Händelserna som allt vilar på, var och en med sitt bevis (mappen proofs); deras strömmar är hela, så att inget är utelämnat (strommar.txt${of.isClosed ? ', och avslut.txt: vad bidragets avslut räknade' : ''})`,
    '',
    'SÅ PRÖVAS DET',
    'python3 verify.py MAPPEN räknar om allt utan något program av oss. Jämför nyckeln med den som lämnats på annan väg.',
    `Trädets rot vid position ${of.moment.position}: ${of.root}`,
    '',
  ].join('\n');
}

function selectionIn({ projectCode, from, to, vouchers }: Selection): string {
  const isWhole = from === undefined && to === undefined;
  return [
    projectCode === undefined ? 'alla projektkoder' : `projektkoden ${projectCode}`,
    isWhole ? 'hela tiden' : `bokfört ${from ?? ''}–${to ?? ''}`,
    ...(vouchers === undefined ? [] : [`${vouchers.length} namngivna verifikationer`]),
  ].join(', ');
}

const drawnIn = ({ method, seed, units, of, population: { count, amount } }: Sample): string =>
  `${method}, frö ${seed}, ${units.length} dragna ur ${count} ${unitWords[of]}, ${amountInSwedish(amount)} kr`;

/** What of the costs a sample could not be drawn from is said before all else: that every drawn line is proved says nothing of them. */
const notDrawnIn = (sample: Sample | null): readonly string[] =>
  (sample?.leftOut ?? [])
    .filter(({ reason, amount }) => reason !== 'not-cost' && textToOre(amount) !== 0)
    .map(({ reason, count, amount }) => {
      return `Utanför stickprovets urval: ${leftOutWords[reason].toLowerCase()}, ${count} till antalet, ${amountInSwedish(amount)} kr.`;
    });

function gapsIn({ sums: { lines, missing }, gaps, sample }: Covered): string {
  if (lines === 0) return 'Urvalet har inga rader. Paketet är tomt på kostnader.';
  if (gaps > 0) {
    return `${gaps} av ${lines} rader är inte styrkta helt: ${amountInSwedish(missing)} kr saknar underlag (saknas.csv).`;
  }
  return sample === null ? 'Inget: varje rad är styrkt.' : 'Inget i stickprovet: varje dragen rad är styrkt.';
}

/** The areas that money was used in and nothing shows what for, whatever lines were asked for. */
function notShown(activities: readonly AreaActivity[]): readonly string[] {
  const areas = activities.filter(
    ({ area, used, documents }) => area !== null && used !== '0.00' && documents.length === 0,
  );
  if (areas.length === 0) return [];
  return [
    `Inget dokument visar vad som gjorts inom område ${areas.map(({ area }) => area).join(', ')} (aktiviteter.csv).`,
  ];
}

/** The same letter as a paper that a registrar can file. */
export function letterPaper(letter: string, about: Pick<Paper, 'day' | 'foot'>): Paper {
  const [title = '', ...lines] = letter.split('\n').filter((line) => line !== '');
  const isHeading = (line: string) => line === line.toUpperCase() && /\p{L}/u.test(line);
  const blocks = lines.map((text): PaperBlock => ({ kind: isHeading(text) ? 'heading' : 'paragraph', text }));
  return { title, ...about, blocks };
}
