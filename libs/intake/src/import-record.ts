import { type CommandContext, CommandHandler } from '#event-log';
import { type Actor, DomainError, fold } from '#kernel';
import { importCommand, type ImportCommand, importDecider, type ImportEvent, importStream } from '#ledger';

import type { Bidragsbok } from './bidragsbok.js';
import { catalogue } from './catalogue.js';
import { Erasures } from './erasure/erasures.js';
import type { FileReport } from './import-report.js';
import type { ImportOrder, StatedCoverage, VoucherFile } from './voucher-file.js';

type Started = Extract<ImportCommand, { type: 'StartImport' }>['data'];
/** Control totals of which more differ than are told have one cause. */
const MOST_TOLD = 200;

type Completed = Extract<ImportCommand, { type: 'CompleteImport' }>['data'];

/** One import's own stream: that it began, and what became of it. */
export class ImportRecord {
  /** The command that every voucher of the import is appended by. */
  readonly context: CommandContext;

  constructor(
    private readonly to: Bidragsbok,
    by: Actor,
    private readonly what: {
      readonly id: string;
      readonly book: string;
      /** Null where a decision has erased it. */
      readonly fileName: string | null;
      readonly logRevision: number;
    },
  ) {
    this.context = { commandId: importCommand(what.id), actor: by };
  }

  get id(): string {
    return this.what.id;
  }

  /** Asked before the file is kept: a text that was erased since it was read would be kept with it. Refuses with STREAM_MOVED_ON. */
  async mayBegin(): Promise<void> {
    const { revision } = await Erasures.of(this.to);
    if (revision !== this.what.logRevision) throw new DomainError('STREAM_MOVED_ON', { stream: 'log' });
  }

  /** Tells which file is taken in, read by what, and what of it was accepted. */
  start(
    { sha256, format, size: bytes, mapping }: VoucherFile,
    asked: ImportOrder,
    scope: Started['scope'],
  ): Promise<void> {
    const { id, book, fileName } = this.what;
    const { acceptChanges, acceptOrganisation, acceptTotals, acceptOlder, covers } = asked;
    const data = {
      ...{ import: id, book, sha256, format, bytes, scope, mapping: mapping === null ? null : { ...mapping } },
      ...{ acceptChanges: acceptChanges === true, acceptOrganisation: acceptOrganisation === true },
      covers: covers === undefined ? null : statedIn(covers),
      ...{ acceptTotals: acceptTotals === true, acceptOlder: acceptOlder === true },
    };
    return this.tell({ type: 'StartImport', data, ...(fileName === null ? {} : { fileName }) });
  }

  complete(report: FileReport, balances: Completed['balances']): Promise<void> {
    const { id, book } = this.what;
    const { sha256, encoding, program, kind, generated, coverage, vouchers, lines, debit, credit } = report;
    // Sentences are of the reader's day and language: the log keeps where and which rule.
    const refusals = report.refusals.map(({ line, field, code }) => ({ line, field, code }));
    const told = { sha256, encoding, program, kind, generated, coverage, vouchers, lines, debit, credit, refusals };
    const { unreconciledAccounts, quarantine, differences, totals } = report;
    const lists = {
      unreconciledAccounts: [...unreconciledAccounts],
      quarantine: [...quarantine],
      differences: [...differences],
      totals: totals.slice(0, MOST_TOLD),
    };
    const data = { import: id, book, ...told, ...lists, balances };
    return this.tell({ type: 'CompleteImport', data });
  }

  private async tell(command: ImportCommand): Promise<void> {
    const { log, models } = this.to;
    const stream = importStream(this.id);
    // Each of the two is a command of its own, so that the second is not taken for a retry of the first.
    const step = command.type === 'StartImport' ? 'start' : 'complete';
    const context = { ...this.context, commandId: `${this.context.commandId}-${step}` };
    const told = { ...context, correlationId: this.context.commandId };
    if (await this.isTold(command)) return;
    try {
      const events = await new CommandHandler(log, catalogue).handle(told, async (attempt) => {
        const state = await attempt.load({ decider: importDecider, stream });
        // What a decision has erased meanwhile would otherwise be stored again.
        if (step === 'start') attempt.lookedAt([{ stream: 'log', revision: this.what.logRevision }]);
        attempt.write(stream, importDecider.decide(state, command));
      });
      await models.take(events);
    } catch (error) {
      // Another process that takes in the same file may have told it meanwhile, in words of its own.
      if (!(isSaidOtherwise(error) && (await this.isTold(command)))) throw error;
    }
  }

  /** Refuses with COMMAND_DIFFERS where the import is of another file or book. */
  private async isTold(command: ImportCommand): Promise<boolean> {
    const history = await this.to.log.readStream(importStream(this.id));
    const events = history.map((event) => catalogue.read(event) as ImportEvent);
    return importDecider.decide(fold(importDecider, events), command).length === 0;
  }
}

const isSaidOtherwise = (error: unknown): boolean => error instanceof DomainError && error.code === 'COMMAND_DIFFERS';

/** What the caller says of the file as the log keeps it. */
function statedIn({ from, to, series, codes, controlTotal }: StatedCoverage) {
  return {
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(series === undefined ? {} : { series: [...series] }),
    ...(codes === undefined
      ? {}
      : { codes: codes.map(([dimension, object]): [string, string] => [dimension, object]) }),
    ...(controlTotal === undefined ? {} : { controlTotal }),
  };
}

/** Where the log stands after an import; what ties a receipt to it where something was recorded. */
export async function receipt(to: Bidragsbok | undefined, isRecorded: boolean) {
  const position = (await to?.log.lastPosition()) ?? null;
  const isSealed = isRecorded && to !== undefined && position !== null;
  return { position, attestation: isSealed ? await to.attestation(position) : null };
}
