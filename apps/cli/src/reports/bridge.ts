import { type Bridge, type BridgePart, type BridgeRow, bridgeWords } from '#read-models';
import type { WrittenFile } from '#underlay';

import { heading, page, table, wrapped } from '../output.js';
import { amountInSwedish } from '../swedish.js';
import { momentText } from './moment.js';

/** The text names a few events; JSON has all of them. */
const MOST_NAMED = 4;

/** The bridge for people: each step with its difference, what explains it, and last what is open. */
export const bridgeText = (bridge: Bridge, written: readonly WrittenFile[] = []): string =>
  page(
    `${heading(`Avstämning av ${bridge.grant}`)}\n${momentText(bridge)}`,
    table(
      [{ title: 'Från' }, { title: 'Till' }, ...['Från', 'Till', 'Skillnad'].map(right)],
      bridge.rows.map((row) => [bridgeWords[row.from], bridgeWords[row.to], ...amounts(row)]),
    ),
    ...bridge.rows.map(explainedText),
    openText(bridge),
    written.length === 0 ? null : written.map(({ path }) => `Avstämningen är skriven: ${path}`).join('\n'),
  );

const right = (title: string) => ({ title, align: 'right' as const });
const amounts = ({ fromAmount, toAmount, difference }: BridgeRow): string[] =>
  [fromAmount, toAmount, difference].map(amountInSwedish);

function explainedText({ from, to, explained }: BridgeRow): string | null {
  if (explained.length === 0) return null;
  const rows = explained.map((part) => [part.what, amountInSwedish(part.amount), eventsText(part)]);
  return table(
    [{ title: `${bridgeWords[from]} → ${bridgeWords[to]}`, max: 76 }, right('Belopp'), { title: 'Händelser' }],
    rows,
  );
}

/** The events of an amount by their positions, the first few of them. */
export function eventsText({ positions }: Pick<BridgePart, 'positions'>): string {
  const named = positions.slice(0, MOST_NAMED).join(', ');
  return positions.length > MOST_NAMED ? `${named} … (${positions.length})` : named;
}

function openText({ rest, open }: Bridge): string {
  const left = `Kvar att återbetala eller få avstående från: ${amountInSwedish(rest)}`;
  if (open.length === 0) return `${left}\nAvstämningen går jämnt ut: inget är öppet.`;
  const items = open.map(({ what, amount }) => wrapped(amount === null ? what : `${what}: ${amountInSwedish(amount)}`));
  return `${left}\nÖppet:\n${items.join('\n')}`;
}
