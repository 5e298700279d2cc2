import { Command } from 'commander';

import { exportLog, proofOf, writeFileWhole } from '#underlay';

import { asking } from '../door.js';
import { facts } from '../output.js';
import { positionsIn } from '../positions.js';
import { ProgressLine } from '../progress.js';
import { countInSwedish } from '../swedish.js';

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
