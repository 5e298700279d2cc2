import type { CommandContext } from '#event-log';
import { DomainError } from '#kernel';
import { type ImportCommand, importDecider, importStream } from '#ledger';

import { AlreadyDone, Attempt } from './attempt.js';
import type { Bidragsbok } from './bidragsbok.js';
import { catalogue } from './catalogue.js';

type Started = Extract<ImportCommand, { type: 'StartImport' }>['data'];
type Completed = Extract<ImportCommand, { type: 'CompleteImport' }>['data'];

/** One import's own stream: that it began, and what became of it. */
export class ImportRecord {
  constructor(
    private readonly to: Bidragsbok,
    readonly context: CommandContext,
    private readonly what: { readonly id: string; readonly book: string; readonly fileName: string },
  ) {}

  get id(): string {
    return this.what.id;
  }

  start(data: Omit<Started, 'import' | 'book'>): Promise<void> {
    const { id, book, fileName } = this.what;
    return this.tell({ type: 'StartImport', data: { import: id, book, ...data }, fileName });
  }

  complete(data: Omit<Completed, 'import' | 'book'>): Promise<void> {
    const { id, book } = this.what;
    return this.tell({ type: 'CompleteImport', data: { import: id, book, ...data } });
  }

  private async tell(command: ImportCommand): Promise<void> {
    const { log, models } = this.to;
    const stream = importStream(this.id);
    // Each of the two is a command of its own, so that the second is not taken for a retry of the first.
    const commandId = `${this.context.commandId}-${command.type === 'StartImport' ? 'start' : 'complete'}`;
    const attempt = new Attempt(log, catalogue, { ...this.context, commandId, correlationId: this.context.commandId });
    try {
      const state = await attempt.load({ decider: importDecider, stream });
      attempt.write(stream, importDecider.decide(state, command));
      await models.take(await attempt.commit());
    } catch (error) {
      if (!isTold(error)) throw error;
    }
  }
}

/** Told before, by this import when it was cut off or by another process that takes in the same file. */
const isTold = (error: unknown): boolean =>
  error instanceof AlreadyDone ||
  (error instanceof DomainError && (error.code === 'STREAM_MOVED_ON' || error.code === 'COMMAND_DIFFERS'));
