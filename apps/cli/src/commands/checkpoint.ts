import { Command } from 'commander';

import { DomainError } from '#kernel';
import { exportLog, proofOf, writeFileWhole } from '#underlay';

import { asking, onBook } from '../door.js';
import { facts } from '../output.js';
import { positionsIn } from '../positions.js';
import { ProgressLine } from '../progress.js';
import { countInSwedish } from '../swedish.js';

/** `checkpoint`: what the log's key says of it at a moment. */
export const checkpointCommand = (): Command =>
  asking(
    new Command('checkpoint').description('den signerade kontrollpunkten: lämna den till den som ska kunna pröva'),
    async ({ book, moment }) => {
      const { note } = await book.signer.checkpoint(moment.position);
      // The checkpoint is the answer itself.
      return {
        json: { ...moment, key: await book.signer.verifierKey() },
        text: () => note.trimEnd(),
        isAttestation: true,
      };
    },
  );

/** `proof`: a file by which anyone who has the key can prove that an event lies in the log. */
export const proofCommand = (): Command =>
  asking<{ readonly out?: string; readonly overwrite?: true }>(
    new Command('proof')
      .description('beviset (tlog-proof) för en händelse, med händelsen i')
      .argument('<event>', 'positionen (17), eller ström@revision (grant-…@3)')
      .option('--out <file>', 'filen att skriva')
      .option('--overwrite', 'skriv över filen om den finns'),
    async ({ book, moment }, { args: [event = ''], options: { out, overwrite } }) => {
      const { position, proof } = await proofOf(book, event, moment.position);
      if (out === undefined)
        return { json: { ...moment, event: position, proof }, text: () => proof.trimEnd(), isAttestation: true };
      const file = await writeFileWhole(out, [Buffer.from(proof)], { overwrite: overwrite === true });
      const json = { ...moment, event: position, file: file.path, sha256: file.sha256 };
      const text = () =>
        facts([
          ['Fil', file.path],
          ['Händelse', `position ${countInSwedish(position)}`],
          ['SHA-256', file.sha256],
        ]);
      return { json, text };
    },
  );

interface ExportOptions {
  readonly out: string;
  readonly events?: readonly number[];
  readonly private?: 'all' | readonly number[];
}

/** `export`: a folder that proves itself offline. */
export const exportCommand = (): Command =>
  asking<ExportOptions>(
    new Command('export')
      .description('en katalog som bevisar sig själv: händelser, kontrollpunkt, nyckel och prövningsprogram')
      .requiredOption('--out <dir>', 'katalogen att skriva; den ska vara ny eller tom')
      .option(
        '--events <positions>',
        'bara dessa händelser, var och en med sitt bevis (5,9-12); annars alla',
        positionsIn,
      )
      .option(
        '--private <positions>',
        'privata delar som ska med: all, eller positioner (5,9-12); annars inga',
        partsIn,
      ),
    async ({ book, moment }, { options: { out, events, private: privateParts = [] } }) => {
      const line = new ProgressLine();
      try {
        const progress = (at: number) => {
          line.say(() => `${countInSwedish(at)} av ${countInSwedish(moment.position)} händelser`);
        };
        const { position } = moment;
        const { checkpoint, ...told } = await exportLog(book, out, { position, events, privateParts, progress });
        const json = { ...moment, ...told, size: checkpoint.size };
        return { json, text: () => exportedText(told) };
      } finally {
        line.end();
      }
    },
  );

function partsIn(text: string): 'all' | readonly number[] {
  return text === 'all' ? 'all' : positionsIn(text);
}

const exportedText = (told: { folder: string; events: number; privateParts: number; files: number }): string =>
  facts([
    ['Katalog', told.folder],
    ['Händelser', countInSwedish(told.events)],
    ['Privata delar', countInSwedish(told.privateParts)],
    ['Filer', countInSwedish(told.files)],
    ['Pröva', `python3 ${told.folder}/verify.py ${told.folder}`],
  ]);

/** `key show` and `key rotate`. */
export const keyCommands = (): Command =>
  new Command('key')
    .description('nyckeln som signerar liggarens kontrollpunkter')
    .addCommand(shown())
    .addCommand(rotated());

const shown = (): Command =>
  new Command('show').description('nyckeln som den lämnas till en revisor, och de som gällde före den').action(
    onBook(async (book) => {
      const keys = await book.verifierKeys();
      const current = keys.at(-1) ?? null;
      if (current === null) throw new DomainError('KEY_UNKNOWN');
      const text = () => facts([['Nyckel', current], ...keys.slice(0, -1).map((key) => ['Tidigare', key] as const)]);
      return { json: { key: current, earlier: keys.slice(0, -1) }, text };
    }),
  );

const rotated = (): Command =>
  new Command('rotate')
    .description('byt signeringsnyckel; den gamla lämnar över och förstörs, och det den har signerat gäller')
    .requiredOption('--id <id>', 'ett namn på bytet, så att ett avbrutet försök kan göras om (2026-revision)')
    .action(
      onBook<{ readonly id: string }>(async (book, { options: { id } }) => {
        const key = await book.rotateKey(`rotate-${id}`);
        return {
          json: { key },
          text: () =>
            facts([
              ['Ny nyckel', key],
              ['Lämna den till', 'alla som prövar liggaren'],
            ]),
        };
      }),
    );
