import type { UnderlayDemands } from '#read-models';
import type { KnownBuild } from '#underlay';

import { facts, heading, page, table, wrapped } from '../output.js';
import { countInSwedish } from '../swedish.js';
import { momentText } from './moment.js';

interface Recorded {
  readonly event: { readonly position: number } | undefined;
}
interface Demanded extends Recorded {
  readonly grant: string;
  readonly demand: string;
  readonly caseNumber: string;
  readonly due: string | null;
}
const recordedAt = ({ event }: Recorded): readonly [string, string | null] => [
  'Registrerat vid position',
  event === undefined ? null : countInSwedish(event.position),
];

/** A demand that was recorded. */
export const demandedText = (told: Demanded): string =>
  facts([
    ['Bidrag', told.grant],
    ['Begäran', told.demand],
    ['Diarienummer', told.caseNumber],
    ['Senast', told.due ?? 'ingen dag är satt'],
    recordedAt(told),
  ]);

interface Delivered extends Recorded {
  readonly grant: string;
  readonly package: string;
  readonly position: number;
  readonly demand: Omit<Demanded, 'grant' | 'event'> | null;
  readonly build: KnownBuild | null;
  /** The names of the fields in which it is not what was built. */
  readonly unlike: readonly string[];
}
const UNKNOWN_BUILD =
  'OBS: Inget känt bygge har gjort ett paket med den kontrollsumman. Kontrollera att det är rätt fil och pröva den med underlay verify. Är den byggd på en annan dator, eller är minnet av byggen borttaget, säger det här ingenting.';

/** A delivery that was recorded: first of all whether the package was built here, and as what. */
export function deliveredText(told: Delivered): string {
  const { demand, build, unlike } = told;
  return page(
    build === null ? wrapped(UNKNOWN_BUILD) : null,
    build !== null && unlike.length > 0
      ? wrapped(
          `OBS: Paketet är byggt som något annat än det som registrerades (${unlike.join(', ')}). Se byggets rader nedan.`,
        )
      : null,
    facts([
      ['Bidrag', told.grant],
      ['Paket', told.package],
      ['Begäran', demand === null ? 'ingen' : `${demand.demand} (${demand.caseNumber})`],
      ['Byggt vid position', countInSwedish(told.position)],
      ['Bygge', build === null ? 'okänt' : buildText(build)],
      recordedAt(told),
    ]),
  );
}

const buildText = ({ id, grant, position, form, started }: KnownBuild): string =>
  `${id}: ${grant}, position ${countInSwedish(position)}, ${form}, ${started}`;

type Sent = UnderlayDemands['undemanded'][number] & { readonly build: KnownBuild | null };
interface Listed {
  readonly grant: string;
  readonly position: number;
  readonly perDate?: string;
  readonly demands: readonly (Omit<UnderlayDemands['demands'][number], 'deliveries'> & {
    readonly deliveries: readonly Sent[];
  })[];
  readonly undemanded: readonly Sent[];
}

/** What is asked for and what was handed over, each on a line. */
export function demandsText({ grant, demands, undemanded, ...moment }: Listed): string {
  const columns = ['Begäran', 'Diarienummer', 'Senast', 'Överlämnat', 'Paket', 'Vid position', 'Bygge'];
  const sent = ({ date, package: sha256, builtAt, build }: Sent) => [
    ...[date, `${sha256.slice(0, 12)}…`, countInSwedish(builtAt), build?.id ?? 'okänt'],
  ];
  const asked = demands.flatMap(({ demand, caseNumber, due, deliveries }) => {
    const head = [demand, caseNumber, due ?? ''];
    return deliveries.length === 0 ? [[...head, 'inget']] : deliveries.map((one) => [...head, ...sent(one)]);
  });
  const rows = [...asked, ...undemanded.map((one) => ['', one.caseNumber ?? '', '', ...sent(one)])];
  const title = `${heading(`Begärt underlag för ${grant}`)}\n${momentText(moment)}`;
  if (rows.length === 0) return page(title, 'Inget är begärt och inget är överlämnat.');
  return page(
    title,
    table(
      columns.map((column) => ({ title: column, max: 30 })),
      rows,
    ),
  );
}
