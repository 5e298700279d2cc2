import { Command } from 'commander';

import { holdError } from '#intake';
import { DomainError } from '#kernel';
import {
  allocationTree,
  type Bridge,
  bridge as bridgeOf,
  closingChecklist,
  grantPosition,
  grantRegister,
} from '#read-models';
import { bridgeFile, dayOfPosition, repaymentAt, writeFileWhole, type WrittenFile } from '#underlay';

import { type Asked, asking, type Question } from '../door.js';

import { allocationTreeText } from '../reports/allocation-tree.js';
import { bridgeText } from '../reports/bridge.js';
import { closingChecklistText } from '../reports/closing-checklist.js';
import { grantPositionText } from '../reports/grant-position.js';
import { repaymentText } from '../reports/grant-return.js';
import { grantRegisterText } from '../reports/grant-register.js';
import { today } from '../time.js';

/** `grant show`, `grant tree`, `grant bridge`, `grant list` and `grant checklist`. */
export const grantCommands = (): Command =>
  new Command('grant')
    .description('bidrag: siffror och fördelning')
    .addCommand(show())
    .addCommand(tree())
    .addCommand(bridge())
    .addCommand(list())
    .addCommand(checklist());

const show = (): Command =>
  asking(
    new Command('show')
      .description('bidragets siffror, hela och per pott och område')
      .argument('<grant>', 'bidragets id'),
    async ({ book, moment }, { args: [grant = ''] }) => {
      const position = (await grantPosition(book.models.db, grant, moment)) ?? unknown(grant);
      const repayment = await repaymentAt(book, grant, moment);
      const text = () => `${grantPositionText(position)}\n\n${repaymentText(repayment)}`;
      return { json: { ...position, repayment }, text };
    },
  );

const tree = (): Command =>
  asking(
    new Command('tree').description('vem som har fått vad, led för led').argument('<grant>', 'bidragets id'),
    async ({ book, moment }, { args: [grant = ''] }) => {
      const allocations = (await allocationTree(book.models.db, grant, moment)) ?? unknown(grant);
      return { json: allocations, text: () => allocationTreeText(allocations) };
    },
  );

interface BridgeOptions {
  readonly xlsx?: string;
  readonly pdf?: string;
  readonly overwrite?: true;
}

const bridge = (): Command =>
  asking<BridgeOptions>(
    new Command('bridge')
      .description('avstämningen från utannonserat till återbetalt: varje skillnad med sina händelser')
      .argument('<grant>', 'bidragets id')
      .option('--xlsx <file>', 'skriv den också som Excel')
      .option('--pdf <file>', 'skriv den också som PDF')
      .option('--overwrite', 'skriv över filen om den finns'),
    async (question, { args: [grant = ''], options }) => {
      const { book, moment } = question;
      const found = (await bridgeOf(book.models.db, grant, moment)) ?? unknown(grant);
      const written = await bridgeFiles(question, found, options);
      return {
        json: { ...found, ...(written.length === 0 ? {} : { written }) },
        text: () => bridgeText(found, written),
      };
    },
  );

async function bridgeFiles(
  { book, attestation: { integrityHold, checkpoint } }: Question,
  found: Bridge,
  files: BridgeOptions,
): Promise<readonly WrittenFile[]> {
  const written: WrittenFile[] = [];
  for (const format of ['xlsx', 'pdf'] as const) {
    const path = files[format];
    if (path === undefined) continue;
    // A log that is not what was signed is looked at, and not handed out.
    if (integrityHold !== undefined) throw holdError(integrityHold);
    written.push(
      await writeFileWhole(path, bridgeFile(book, { bridge: found, checkpoint }, format), {
        overwrite: files.overwrite === true,
      }),
    );
  }
  return written;
}

const list = (): Command =>
  asking<Asked>(
    new Command('list').description('bidragen: läge, siffror, dagar att hålla och öppna iakttagelser'),
    async ({ book, moment }, { options: { asOf } }) => {
      const register = await grantRegister(book.models.db, moment, await book.day(today(), asOf));
      return { json: register, text: () => grantRegisterText(register) };
    },
  );

const checklist = (): Command =>
  asking(
    new Command('checklist')
      .description('vad som ska vara klart innan bidraget avslutas, villkor för villkor; inget avslutas')
      .argument('<grant>', 'bidragets id'),
    async ({ book, moment }, { args: [grant = ''] }) => {
      const day = await dayOfPosition(book, moment);
      const found = (await closingChecklist(book.models.db, { grant, day }, moment)) ?? unknown(grant);
      return { json: found, text: () => closingChecklistText(found) };
    },
  );

function unknown(grant: string): never {
  throw new DomainError('GRANT_NOT_ANNOUNCED', { grant });
}
