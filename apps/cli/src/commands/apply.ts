import { Command } from 'commander';

import {
  type Applied,
  type Bidragsbok,
  carryOut,
  commandsOf,
  type FileCommand,
  type Intended,
  readOnly,
} from '#intake';
import { DomainError } from '#kernel';

import { type Answer, onBook } from '../door.js';
import { table } from '../output.js';
import { fileIn } from '../read-file.js';
import { RefusedCommand } from '../refused-command.js';
import { counted } from '../swedish.js';

interface How {
  readonly dryRun?: true;
}

/** `apply FILE`: carries out the commands of a file, in order, up to the first refusal. */
export const applyCommand = (): Command =>
  new Command('apply')
    .description(
      'utför kommandona i en JSON-fil eller raderna i ett ifyllt formulär, vart och ett helt eller inte alls',
    )
    .argument('<file>', 'en lista av { "type", "on"?, "by"?, "data" }, eller ett formulär från template')
    .option('--dry-run', 'läs och kontrollera filen utan att utföra något')
    .action(
      onBook<How>(async (book, { args: [path = ''], options }) => {
        const commands = await commandsOf({ path, bytes: fileIn(path) });
        if (options.dryRun === true) return intended(commands);
        const done = await applied(book, commands, options.json === true);
        return { json: done, text: () => appliedText(done) };
      }),
    );

/** What the commands did. A refusal says which command it was, and how many before it were carried out. */
async function applied(
  book: Bidragsbok,
  commands: readonly FileCommand[],
  asJson: boolean,
): Promise<readonly Applied[]> {
  const done: Applied[] = [];
  try {
    for await (const one of carryOut(book, commands)) done.push(one);
    return done;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    if (!asJson && done.length > 0) process.stdout.write(`${appliedText(done)}\n`);
    throw new RefusedCommand(error, stopAt(commands, done.length, done.length));
  }
}

/** What the file asks for. A command that cannot be read is refused as it would be, with nothing carried out. */
function intended(commands: readonly FileCommand[]): Answer {
  const read: Intended[] = [];
  try {
    for (const one of readOnly(commands)) read.push(one);
  } catch (error) {
    throw error instanceof DomainError ? new RefusedCommand(error, stopAt(commands, read.length, 0)) : error;
  }
  return { json: { dryRun: true, commands: read }, text: () => intendedText(read) };
}

const stopAt = (commands: readonly FileCommand[], at: number, done: number) => ({
  command: at + 1,
  applied: done,
  place: commands[at]?.place,
});

const intendedText = (read: readonly Intended[]): string =>
  [
    table(
      [{ title: 'Nr', align: 'right' }, { title: 'Kommando' }, ...placeColumn(read)],
      read.map((one, at) => [String(at + 1), one.type, ...placeCell(one)]),
    ),
    '',
    `Inget är utfört. ${counted(read.length, 'kommando går att läsa', 'kommandon går att läsa')}.`,
    'Om reglerna tillåter dem prövas först när de utförs.',
  ].join('\n');

const appliedText = (done: readonly Applied[]): string =>
  [
    table(
      [
        ...[{ title: 'Nr', align: 'right' as const }, { title: 'Kommando' }, ...placeColumn(done)],
        ...[{ title: 'Position' }, { title: 'Händelser', max: 70 }],
      ],
      done.map((one, at) => [
        ...[String(at + 1), one.type, ...placeCell(one)],
        ...[spanOf(one.events.map(({ position }) => position)), eventsText(one)],
      ]),
    ),
    '',
    summary(done),
  ].join('\n');

const eventsText = ({ events, again }: Applied): string =>
  events.map(({ type }) => type).join(', ') + (again === true ? ' (utfört tidigare)' : '');

function summary(done: readonly Applied[]): string {
  const before = done.filter(({ again }) => again === true).length;
  const carriedOut = counted(done.length - before, 'kommando är utfört', 'kommandon är utförda');
  return before === 0 ? carriedOut : `${carriedOut}, ${counted(before, 'var utfört tidigare', 'var utförda tidigare')}`;
}

const placeColumn = (rows: readonly Intended[]) =>
  rows.some(({ place }) => place !== undefined) ? [{ title: 'Rad' }] : [];
const placeCell = ({ place }: Intended): readonly string[] =>
  place === undefined ? [] : [`${place.sheet} ${String(place.line)}`];

const spanOf = (positions: readonly number[]): string =>
  [...new Set([positions[0], positions.at(-1)])].filter((position) => position !== undefined).join('–');
