import { Command } from 'commander';

import { type Bidragsbok, Prunings } from '#intake';

import { onBook } from '../door.js';
import { NOT_INTACT, OK } from '../exit-codes.js';
import { facts, page } from '../output.js';
import { ProgressLine } from '../progress.js';
import { prunedText } from '../reports/pruning.js';
import { countInSwedish } from '../swedish.js';

/** What the read models held before they were dropped, and what the log made of them anew. */
interface Replayed {
  readonly position: number;
  readonly before: string;
  readonly after: string;
  /** Whether both are the same; null where events came meanwhile, so that they are of different positions. */
  readonly agrees: boolean | null;
  /** Events that decisions have pruned: no row is built of them. */
  readonly pruned: readonly { readonly decision: number; readonly events: number }[];
}

/** `replay`: drops every read model and builds it again from the log. */
export const replayCommand = (): Command =>
  new Command('replay').description('bygg om alla siffror ur liggarens händelser, och jämför').action(
    onBook(async (book) => {
      const done = await replayed(book);
      return { json: done, text: () => replayedText(done), exitCode: done.agrees === false ? NOT_INTACT : OK };
    }),
  );

async function replayed(book: Bidragsbok): Promise<Replayed> {
  const { models } = book;
  const line = new ProgressLine();
  try {
    const from = await models.catchUp();
    const before = await models.digest();
    await models.rebuild((position) => {
      line.say(() => `${countInSwedish(position)} av ${countInSwedish(from)} händelser`);
    });
    const after = await models.digest();
    const position = await models.catchUp();
    const pruned = (await Prunings.of(book.log)).counts;
    return { position, before, after, agrees: position === from ? before === after : null, pruned };
  } finally {
    line.end();
  }
}

const verdicts = new Map([
  [true, 'Siffrorna är desamma som före ombyggnaden.'],
  [false, 'Siffrorna är inte desamma som före ombyggnaden. Nu gäller de nya, som kommer ur liggaren.'],
  [null, 'Nya händelser kom under ombyggnaden, så kontrollsummorna kan inte jämföras. Kör om.'],
]);

const replayedText = ({ position, before, after, agrees, pruned }: Replayed): string =>
  page(
    facts([
      ['Position', countInSwedish(position)],
      ['Kontrollsumma före', before],
      ['Kontrollsumma efter', after],
      ['Utfall', verdicts.get(agrees)],
    ]),
    prunedText(pruned),
  );
