import { type CommandContext, CommandHandler } from '#event-log';
import { type Actor, DomainError } from '#kernel';
import { type ImportCommand, importDecider, importStream } from '#ledger';

import type { Bidragsbok } from './bidragsbok.js';
import { catalogue } from './catalogue.js';
import type { FileReport } from './import-report.js';

type Started = Extract<ImportCommand, { type: 'StartImport' }>['data'];
type Completed = Extract<ImportCommand, { type: 'CompleteImport' }>['data'];

/** One import's own stream: that it began, and what became of it. */
export class ImportRecord {
  /** The command that every voucher of the import is appended by. */
  readonly context: CommandContext;

  constructor(
    private readonly to: Bidragsbok,
    by: Actor,
    private readonly what: { readonly id: string; readonly book: string; readonly fileName: string },
  ) {
    this.context = { commandId: `import-${what.id}`, actor: by };
  }

  get id(): string {
    return this.what.id;
  }

  start(data: Omit<Started, 'import' | 'book'>): Promise<void> {
    const { id, book, fileName } = this.what;
    return this.tell({ type: 'StartImport', data: { import: id, book, ...data }, fileName });
  }

  complete(report: FileReport, coverage: Completed['coverage']): Promise<void> {
    const { id, book } = this.what;
    const { sha256, encoding, program, vouchers, lines, debit, credit, unreconciledAccounts } = report;
    // Sentences are of the reader's day and language: the log keeps where and which rule.
    const refusals = report.refusals.map(({ line, field, code }) => ({ line, field, code }));
    const told = { sha256, encoding, program, coverage, vouchers, lines, debit, credit, refusals };
    const data = { import: id, book, ...told, unreconciledAccounts: [...unreconciledAccounts] };
    return this.tell({ type: 'CompleteImport', data });
  }

  private async tell(command: ImportCommand): Promise<void> {
    const { log, models } = this.to;
    const stream = importStream(this.id);
    // Each of the two is a command of its own, so that the second is not taken for a retry of the first.
    const step = command.type === 'StartImport' ? 'start' : 'complete';
    const context = { ...this.context, commandId: `${this.context.commandId}-${step}` };
    const told = { ...context, correlationId: this.context.commandId };
    try {
      const events = await new CommandHandler(log, catalogue).handle(told, async (attempt) => {
        attempt.write(stream, importDecider.decide(await attempt.load({ decider: importDecider, stream }), command));
      });
      await models.take(events);
    } catch (error) {
      if (!isTold(error)) throw error;
    }
  }
}

/** Another process that takes in the same file has told it, in words of its own. */
const isTold = (error: unknown): boolean => error instanceof DomainError && error.code === 'COMMAND_DIFFERS';
