import {
  type DocumentCommand,
  documentDecider,
  type DocumentEvent,
  documentStream,
  type DocumentFormat,
  type DocumentState,
  patientTraces,
} from '#evidence';
import { CommandHandler, type RecordedEvent } from '#event-log';
import { type Actor, type DocumentKind, DomainError, type RefusalCode } from '#kernel';
import { type ArrivingFile, arrivals, type FileFormat, inspect, type Vault } from '#vault';

import type { Bidragsbok } from '../bidragsbok.js';
import { catalogue } from '../catalogue.js';
import { describedBy, once, type SaidByDocument } from './described-by.js';
import { readable } from './describe.js';
import { payrollFacts } from './payroll-facts.js';

/** A file, folder or ZIP that is taken in as evidence. */
export interface AddEvidence {
  readonly path: string;
  /** What its sender calls a file that lies under another name here. */
  readonly fileName?: string | undefined;
  /** What every document of it is, on the word of whoever adds it; else what each says of itself. */
  readonly kind?: DocumentKind | undefined;
  /** Whether they name patients: asked where they are evidence of activities (OSL 25:1). */
  readonly namesPatients?: boolean | undefined;
  /** Looks at everything and keeps nothing. */
  readonly dryRun?: boolean | undefined;
  readonly by: Actor;
  /** Of the call: documents are recorded under it, each by a command of its own. */
  readonly id: string;
  readonly progress?: ((done: number) => void) | undefined;
}
/** A document that is in the vault now, or would be. */
export interface AddedDocument {
  /** As the sender called it. */
  readonly name: string;
  readonly document: string;
  readonly format: DocumentFormat;
  readonly size: number;
  readonly kind: DocumentKind | null;
  /** The same bytes were there before. */
  readonly known: boolean;
  /** What was embedded in it. */
  readonly attached: readonly (AddedDocument | RefusedDocument)[];
}
/** A file that was not taken in, and why. Nothing of it is kept. */
export interface RefusedDocument {
  readonly name: string;
  readonly code: RefusalCode;
  readonly says: string;
}
export interface AddedEvidence {
  readonly dryRun: boolean;
  readonly documents: readonly AddedDocument[];
  readonly refused: readonly RefusedDocument[];
}

/** What stands in the way of one file alone: the others go in. A full disk or a lost keyring stops them all. */
const STOPS: ReadonlySet<RefusalCode> = new Set([
  ...(['DISK_FULL', 'LOG_BUSY', 'KEYRING_MISSING', 'KEYRING_DAMAGED', 'KEYRING_OPEN_TO_OTHERS'] as const),
  ...(['INTEGRITY_HOLD', 'DATA_UNWRITABLE'] as const),
]);

/**
 * Takes originals in, each wholly or not at all: its bytes lie sealed in the vault before an event names it. The same bytes
 * again, from whomever and under whatever name, are the same document. What is refused is told with its reason.
 */
export async function addEvidence(book: Bidragsbok, order: AddEvidence): Promise<AddedEvidence> {
  const adding = new Adding(book, await book.vault(), order);
  const [documents, refused]: [AddedDocument[], RefusedDocument[]] = [[], []];
  for await (const arrival of arrivals(order.path, order.fileName)) {
    const name = 'file' in arrival ? arrival.file.name : arrival.name;
    const outcome = 'file' in arrival ? await adding.add(arrival.file) : arrival.refused;
    if (outcome instanceof DomainError) refused.push({ name, code: outcome.code, says: outcome.message });
    else documents.push(outcome);
    order.progress?.(documents.length + refused.length);
  }
  return { dryRun: order.dryRun === true, documents, refused };
}

class Adding {
  private count = 0;

  constructor(
    private readonly book: Bidragsbok,
    private readonly vault: Vault,
    private readonly order: AddEvidence,
  ) {}

  /** One file, or why it is not taken in. */
  async add(file: ArrivingFile, parent?: string): Promise<AddedDocument | DomainError> {
    try {
      return await this.taken(file, parent);
    } catch (error) {
      if (error instanceof DomainError && !STOPS.has(error.code)) return error;
      throw error;
    }
  }

  /** Archives a file and what it says, and then what is embedded in it, each as a document of its own. */
  private async taken(file: ArrivingFile, parent?: string): Promise<AddedDocument> {
    const { format, bytes } = await inspect(file);
    const { name } = file;
    const said = await this.saidBy(bytes, format, name);
    const held = { bytes: () => once(bytes) };
    const { document, size, digest, salt } = await this.vault.receive(held, this.book.documentSalt(name));
    const embeddedIn = parent === undefined || parent === document ? {} : { parent };
    const archive: DocumentCommand = {
      type: 'ArchiveDocument',
      data: { document, format: said.format, size, digest, ...embeddedIn },
      private: { fileName: name, salt: Buffer.from(salt).toString('hex') },
    };
    const descriptions = await this.descriptions(document, said, bytes);
    if (this.order.dryRun !== true) await this.vault.keep(held, { document });
    const { before, after } = await this.decided(document, [archive, ...descriptions]);
    const attached = await this.attached(document, said);
    return {
      ...{ name, document, format: said.format, size, known: before.status === 'archived', attached },
      kind: after.status === 'archived' ? (after.described?.data.kind ?? null) : null,
    };
  }

  private async saidBy(bytes: Buffer, format: FileFormat, fileName: string): Promise<SaidByDocument> {
    if (format === 'sie') return { format, facts: await payrollFacts(this.book, { bytes, fileName }) };
    return describedBy(bytes, format, { naming: this.vault, ownNumbers: [this.book.organisation] });
  }

  /** What an invoice carries; a refusal of one of them is told, and keeps neither the invoice nor the others out. */
  private async attached(
    parent: string,
    { facts }: SaidByDocument,
  ): Promise<readonly (AddedDocument | RefusedDocument)[]> {
    const added: (AddedDocument | RefusedDocument)[] = [];
    for (const { fileName: name, bytes } of facts?.attachments ?? []) {
      const outcome = await this.add({ name, bytes: () => once(bytes) }, parent);
      added.push(outcome instanceof DomainError ? { name, code: outcome.code, says: outcome.message } : outcome);
    }
    return added;
  }

  private async descriptions(
    document: string,
    { format, facts }: SaidByDocument,
    bytes: Buffer,
  ): Promise<readonly DocumentCommand[]> {
    const { kind, namesPatients: named } = this.order;
    const texts = facts?.private ?? {};
    if (kind === undefined || kind === facts?.data.kind) {
      return facts === null ? [] : [{ type: 'DescribeDocument', data: { document, ...facts.data }, private: texts }];
    }
    const data = { document, kind, basis: 'person' as const, facts: {} };
    if (kind !== 'activity') return [{ type: 'DescribeDocument', data, private: {} }];
    const traces = patientTraces(await readable(once(bytes), format));
    return [{ type: 'DescribeDocument', data, private: {}, patients: { named, traces } }];
  }

  /** Decides, and unless nothing is to be kept appends; the document before and after. */
  private async decided(document: string, commands: readonly DocumentCommand[]) {
    const { log, models } = this.book;
    const { by, id, dryRun } = this.order;
    const stream = documentStream(document);
    let before: DocumentState = documentDecider.initial;
    let after = before;
    const decide = (state: DocumentState): readonly DocumentEvent[] => {
      const events: DocumentEvent[] = [];
      [before, after] = [state, state];
      for (const command of commands) {
        const told = documentDecider.decide(after, command);
        after = told.reduce<DocumentState>(documentDecider.evolve, after);
        events.push(...told);
      }
      return events;
    };
    if (dryRun === true) {
      const known = (await log.readStream(stream)).map((event) => catalogue.read(event) as DocumentEvent);
      decide(known.reduce<DocumentState>(documentDecider.evolve, documentDecider.initial));
      return { before, after };
    }
    const context = { commandId: `${id}-${String(++this.count)}`, actor: by };
    const events: readonly RecordedEvent[] = await new CommandHandler(log, catalogue).handle(
      context,
      async (attempt) => {
        attempt.write(stream, decide(await attempt.load({ decider: documentDecider, stream })));
      },
    );
    await models.take(events);
    return { before, after };
  }
}
