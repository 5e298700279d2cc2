import { amountInSwedish } from '#kernel';
import { type Bridge, type BridgePart, type BridgeRow, bridgeWords } from '#read-models';
import { textCell, workbook } from '#tabular';

import { sheetHead } from './extract-sheet.js';
import { amount, amountOrNone, asSheet, eventsCell, type NamedTable, onPaper, text } from './named-table.js';
import type { Paper } from './paper/paper.js';
import { pdf } from './paper/pdf.js';
import { dayOfPosition, pageFoot, type Source } from './source.js';

/** A bridge with the signed checkpoint of its moment. */
interface BridgeMade {
  readonly bridge: Bridge;
  readonly checkpoint: string | null;
}

/** The bridge of a grant as a workbook or on paper: the same moment gives the same bytes. */
export async function* bridgeFile(
  source: Source,
  made: BridgeMade,
  format: 'xlsx' | 'pdf',
): AsyncGenerator<Uint8Array> {
  if (format === 'pdf') {
    yield* pdf(await bridgePaper(source, made));
    return;
  }
  const { bridge, checkpoint } = made;
  const head = await sheetHead(source, [['Avstämning av', textCell(bridge.grant)]], { ...bridge, checkpoint });
  yield* workbook(bridgeTables(bridge).map((table) => asSheet(table, head))) as AsyncIterable<Uint8Array>;
}

async function bridgePaper(source: Source, { bridge, checkpoint }: BridgeMade): Promise<Paper> {
  const rest = bridge.rest === null ? 'okänt' : `${amountInSwedish(bridge.rest)} kr`;
  return {
    title: `Avstämning av ${bridge.grant}`,
    day: await dayOfPosition(source, bridge),
    foot: await pageFoot(source, bridge, checkpoint),
    isWide: true,
    blocks: [
      {
        kind: 'facts',
        pairs: [
          ...(bridge.perDate === undefined ? [] : [['Daterat till och med', bridge.perDate] as const]),
          ['Kvar att återbetala eller få avstående från', rest],
          ...(checkpoint === null ? [] : [['Kontrollpunkt', checkpoint.trimEnd()] as const]),
        ],
      },
      ...bridgeTables(bridge).flatMap(onPaper),
    ],
  };
}

const STEP = [text('Från', 26), text('Till', 26)] as const;
const stepCells = ({ from, to }: Pick<BridgeRow, 'from' | 'to'>) => [
  textCell(bridgeWords[from]),
  textCell(bridgeWords[to]),
];

/** Each step with its difference, what explains it, and last what waits for somebody. */
const bridgeTables = ({ rows, open }: Bridge): readonly NamedTable[] => [
  {
    name: 'Avstämning',
    columns: [...STEP, amount('Belopp från'), amount('Belopp till'), amount('Skillnad'), text('Okänt därför att', 40)],
    rows: rows.map((row) => [
      ...[...stepCells(row), amountOrNone(row.fromAmount), amountOrNone(row.toAmount)],
      ...[amountOrNone(row.difference), textCell(row.unknown)],
    ]),
  },
  {
    name: 'Förklaringar',
    columns: [...STEP, text('Vad', 50), amount('Belopp'), text('Öppet', 8), text('Händelser', 40)],
    rows: rows.flatMap(
      (row) =>
      row.explained.map((part) => [...stepCells(row), ...partCells(part), textCell(part.open ? 'ja' : ''), eventsCell(part.positions)]), // prettier-ignore
    ),
  },
  {
    name: 'Öppet',
    columns: [...STEP, text('Vad', 60), amount('Belopp'), text('Händelser', 40)],
    rows: open.map((part) => [...stepCells(part), ...partCells(part), eventsCell(part.positions)]),
  },
];

const partCells = ({ what, amount: sum }: Pick<BridgePart, 'what'> & { readonly amount: string | null }) => [
  textCell(what),
  amountOrNone(sum),
];
