import { Command, Help, type Option } from 'commander';

import { actCommands } from './commands/act.js';
import { applyCommand } from './commands/apply.js';
import { backupCommand, restoreCommand } from './commands/backup.js';
import { bookCommands } from './commands/book.js';
import { checkpointCommand } from './commands/checkpoint.js';
import { chartCommands } from './commands/chart.js';
import { demoCommand } from './commands/demo.js';
import { diffCommand } from './commands/diff.js';
import { eraseCommands } from './commands/erase.js';
import { evidenceCommands } from './commands/evidence.js';
import { exportCommand, proofCommand } from './commands/export.js';
import { findingsCommand } from './commands/findings.js';
import { grantCommands } from './commands/grant.js';
import { historyCommand } from './commands/history.js';
import { importCommands } from './commands/import.js';
import { infoCommand } from './commands/info.js';
import { initCommand } from './commands/init.js';
import { keyCommands } from './commands/key.js';
import { ledgerCommands } from './commands/ledger.js';
import { mappingCommands } from './commands/mapping.js';
import { migrateCommand } from './commands/migrate.js';
import { projectCodeCommands } from './commands/project-code.js';
import { pruneCommand } from './commands/prune.js';
import { replayCommand } from './commands/replay.js';
import { returnCommands } from './commands/return.js';
import { runsCommand } from './commands/runs.js';
import { salaryCommands } from './commands/salary.js';
import { templateCommand } from './commands/template.js';
import { traceCommand } from './commands/trace.js';
import { underlayCommands } from './commands/underlay.js';
import { verifyCommand } from './commands/verify.js';
import { voucherCommands } from './commands/voucher.js';
import { DEFAULT_DATA } from './door.js';
import { version } from './version.js';

const titles: Readonly<Record<string, string>> = {
  'Usage:': 'Användning:',
  'Arguments:': 'Argument:',
  'Options:': 'Växlar:',
  'Global Options:': 'Växlar för alla kommandon:',
  'Commands:': 'Kommandon:',
};
const EXIT_CODES = `
Slutkoder: 0 klart · 2 fel i anropet · 3 något nekades eller sattes i karantän · 4 finns inte · 5 krock · 7 skadat`;

/** The whole CLI: what all commands may be told, and the commands. Asked for JSON, it prints no help beside a refusal. */
export function program(asJson = false): Command {
  const root = new Command('bidragsbok')
    .description('Bidragsbok: ett statsbidrag spårbart krona för krona')
    .option('--org <orgnr>', 'organisationens nummer; behövs inte medan det bara finns en')
    .option(
      '--data <dir>',
      'datakatalogen; annars BIDRAGSBOK_DATA, annars .bidragsbok här',
      process.env['BIDRAGSBOK_DATA'] ?? DEFAULT_DATA,
    )
    .option('--json', 'svara med ett JSON-dokument')
    .version(version(), '--version', 'visa versionen')
    .addHelpText('after', EXIT_CODES);
  const commands = [
    initCommand(),
    templateCommand(),
    applyCommand(),
    importCommands(),
    mappingCommands(),
    chartCommands(),
    grantCommands(),
    returnCommands(),
    traceCommand(),
    bookCommands(),
    projectCodeCommands(),
    ledgerCommands(),
    voucherCommands(),
    salaryCommands(),
    evidenceCommands(),
    underlayCommands(),
    runsCommand(),
    actCommands(),
    eraseCommands(),
    pruneCommand(),
    findingsCommand(),
    historyCommand(),
    diffCommand(),
    replayCommand(),
    verifyCommand(),
    checkpointCommand(),
    proofCommand(),
    exportCommand(),
    keyCommands(),
    backupCommand(),
    restoreCommand(),
    migrateCommand(),
    infoCommand(),
    demoCommand(),
  ];
  for (const command of commands) root.addCommand(command);
  inSwedish(root, asJson);
  return root;
}

const help = new Help();
const swedish = (usage: string): string => usage.replace('[options]', '[växlar]').replace('[command]', '<kommando>');
const described = ({ description, argChoices = [] }: Option): string =>
  argChoices.length === 0 ? description : `${description} (${argChoices.join(' eller ')})`;

/** Help in Swedish; errors are thrown and told in one place (failure.ts), not printed by commander. */
function inSwedish(command: Command, quiet: boolean): void {
  command
    .helpOption('-h, --help', 'visa den här hjälpen')
    .helpCommand(false)
    .showSuggestionAfterError(false)
    .configureHelp({
      showGlobalOptions: true,
      styleTitle: (title) => titles[title] ?? title,
      commandUsage: (of) => swedish(help.commandUsage(of)),
      subcommandTerm: (of) => swedish(help.subcommandTerm(of)),
      optionDescription: described,
    })
    .configureOutput({ outputError: () => undefined, ...(quiet ? { writeErr: () => undefined } : {}) })
    .exitOverride();
  for (const child of command.commands) inSwedish(child, quiet);
}
