import { Command } from 'commander';

import { migrateLog, serversToMoveTo } from '#intake';
import { DomainError } from '#kernel';

import { answering } from '../door.js';
import { watched } from '../progress.js';
import { migratedText } from '../reports/migrated.js';

interface Options {
  readonly from: string;
  readonly to?: string;
  readonly postgres?: string;
  readonly dryRun?: true;
}

/** `migrate`: moves a log from files to servers, with the same tree. */
export const migrateCommand = (): Command =>
  new Command('migrate')
    .description(
      'flytta en liggare från filer till EventStoreDB och PostgreSQL, byte för byte och med samma rot; avbruten går den vidare där den stannade',
    )
    .requiredOption('--from <sqlite:dir>', 'datakatalogen som liggaren ligger i: sqlite:KATALOG')
    .option('--to <address>', 'händelselagret: esdb://… (annars BIDRAGSBOK_EVENTSTORE, där lösenord hellre står)')
    .option('--postgres <address>', 'databasen: postgres://… (annars BIDRAGSBOK_POSTGRES)')
    .option('--dry-run', 'räkna om och pröva liggaren, och skriv inget')
    .action(
      answering<Options>(async ({ options: { data, org, from, to, postgres, dryRun } }) => {
        const servers = serversToMoveTo({ eventStore: to, postgres });
        const asked = { from: folderIn(from), organisation: org, to: servers, data, dryRun: dryRun === true };
        const migrated = await watched((progress) => migrateLog({ ...asked, progress }));
        return { json: migrated, text: () => migratedText(migrated) };
      }),
    );

function folderIn(from: string): string {
  const folder = /^sqlite:(?:\/\/)?(.+)$/.exec(from)?.[1];
  if (folder === undefined) throw new DomainError('CALL_MALFORMED', { fault: 'växeln --from skrivs sqlite:KATALOG' });
  return folder;
}
