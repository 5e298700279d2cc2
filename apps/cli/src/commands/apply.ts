import { Command } from 'commander';

import { type Applied, applyCommands, type Bidragsbok } from '#intake';
import { DomainError } from '#kernel';

import { onBook } from '../door.js';
import { table } from '../output.js';
import { fileIn } from '../read-file.js';
import { RefusedCommand } from '../refused-command.js';
import { counted } from '../swedish.js';

/** `apply FILE`: carries out the commands of a file, in order, up to the first refusal. */
export const applyCommand = (): Command =>
  new Command('apply')
    .description('utför kommandona i en JSON-fil, vart och ett helt eller inte alls')
    .argument('<file>', 'en lista av { "type", "on"?, "by"?, "data" }')
    .action(
      onBook(async (book, { args: [file = ''], options }) => {
        const done = await applied(book, fileIn(file), options.json === true);
        return { json: done, text: () => appliedText(done) };
      }),
    );

/** What the commands did. A refusal says which command it was, and how many before it were carried out. */
async function applied(book: Bidragsbok, file: Uint8Array, asJson: boolean): Promise<readonly Applied[]> {
  const done: Applied[] = [];
  try {
    for await (const one of applyCommands(book, file)) done.push(one);
    return done;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    if (!asJson && done.length > 0) process.stdout.write(`${appliedText(done)}\n`);
    throw new RefusedCommand(error, { command: done.length + 1, applied: done.length });
  }
}

const appliedText = (done: readonly Applied[]): string =>
  [
    table(
      [{ title: 'Nr', align: 'right' }, { title: 'Kommando' }, { title: 'Position' }, { title: 'Händelser', max: 70 }],
      done.map(({ type, events }, at) => [
        String(at + 1),
        type,
        spanOf(events.map(({ position }) => position)),
        events.map((event) => event.type).join(', '),
      ]),
    ),
    '',
    counted(done.length, 'kommando är utfört', 'kommandon är utförda'),
  ].join('\n');

const spanOf = (positions: readonly number[]): string =>
  [...new Set([positions[0], positions.at(-1)])].filter((position) => position !== undefined).join('–');
