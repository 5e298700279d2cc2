import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { applyCommands, Bidragsbok, importSie } from '#intake';
import { grantPosition } from '#read-models';

import { sieFile, voucher } from '../../e2e/sie-file.js';
import { folder } from '../processes.js';

/** The rooms that the model speaks to: those of this tree, or of a program whose guard is taken away. */
export interface Intake {
  readonly Bidragsbok: typeof Bidragsbok;
  readonly applyCommands: typeof applyCommands;
  readonly importSie: typeof importSie;
}

/** Which of two connections sends a command, and how often: an answer may be lost on its way, so that it is sent again. */
export interface Sending {
  readonly by: 0 | 1;
  readonly how: 'once' | 'again' | 'again by the other' | 'by both at once';
}
/** A cost on a project, as a file says it. */
interface Verifikation {
  readonly number: string;
  readonly project: string;
  readonly amount: string;
}
/** What a command came to: the positions of its events, or the code of its refusal. */
export type Outcome = string;

const commands = fileURLToPath(new URL('../../e2e/fixtures/commands.json', import.meta.url));
const GRANT = 'narvard-2026';
const BOOK = 'ekonomi-2026';

/** A grant book that two connections write to. */
export class GrantBook {
  private constructor(
    private readonly dir: string,
    private readonly intake: Intake,
    private readonly books: readonly [Bidragsbok, Bidragsbok],
  ) {}

  private told = 0;

  /** A folder with a book as the example's commands leave it, to be copied for each history. */
  static async pristine({ Bidragsbok, applyCommands }: Intake): Promise<string> {
    const dir = folder();
    const genesis = { organisation: '2321000164', name: 'Region Exempel', software: 'faults' };
    const book = await Bidragsbok.init({ data: join(dir, 'data'), ...genesis });
    for await (const { events } of applyCommands(book, readFileSync(commands)))
      if (events.length === 0) throw new Error();
    await book.close();
    return dir;
  }

  static async open(pristine: string, intake: Intake): Promise<GrantBook> {
    const dir = folder();
    cpSync(pristine, dir, { recursive: true });
    mkdirSync(join(dir, 'files'));
    const open = () => intake.Bidragsbok.open({ data: join(dir, 'data') });
    return new GrantBook(dir, intake, [await open(), await open()]);
  }

  /** Sends a command; every answer to it must be the same. */
  tell(type: string, data: object, sending: Sending): Promise<Outcome> {
    const id = `told-${(this.told++).toString()}`;
    return this.send(sending, async (book) => {
      const events = await book.execute({ type, data }, id);
      return events.map(({ position }) => position).join();
    });
  }

  /** Takes a file of one verifikation; how many were taken, whoever of the two took it. */
  async take({ number, project, amount }: Verifikation, sending: Sending): Promise<number> {
    const file = join(this.dir, 'files', `${(this.told++).toString()}.se`);
    const rows = [['7411', `1 "31000" 6 "${project}"`, amount] as const, ['2511', '', `-${amount}`] as const];
    writeFileSync(file, sieFile(voucher(`"LR" ${number}`, '20260401', rows)));
    let taken = 0;
    await this.send(sending, async (book) => {
      const { vouchers } = await this.intake.importSie({ file, to: book, book: BOOK });
      taken = Math.max(taken, vouchers.taken);
      return 'read';
    });
    return taken;
  }

  /** What the other connection says. */
  async figures({ by }: Sending) {
    const book = this.books[by === 0 ? 1 : 0];
    const found = await grantPosition(book.models.db, GRANT, await book.moment());
    if (found === undefined) throw new Error('The grant is not announced');
    return found;
  }

  /** The digest of the rows that were kept up, and that of the rows built anew. */
  async digests(): Promise<readonly [live: string, rebuilt: string]> {
    const [{ models }] = this.books;
    const live = await models.digest();
    await models.rebuild();
    return [live, await models.digest()];
  }

  async close(): Promise<void> {
    for (const book of this.books) await book.close();
    rmSync(this.dir, { recursive: true });
  }

  private async send({ by, how }: Sending, act: (book: Bidragsbok) => Promise<string>): Promise<Outcome> {
    const [first, other] = by === 0 ? this.books : [this.books[1], this.books[0]];
    const outcome = (book: Bidragsbok) => act(book).catch(refusalIn);
    if (how === 'by both at once') {
      const [one, two] = await Promise.all([outcome(first), outcome(other)]);
      return same(one, two);
    }
    const answer = await outcome(first);
    if (how === 'once') return answer;
    return same(answer, await outcome(how === 'again' ? first : other));
  }
}

function same(one: string, other: string): string {
  if (one !== other) throw new Error(`One command was answered with ${one} and with ${other}`);
  return one;
}

/** Told by its code, since the error may be of another copy of the program. */
function refusalIn(error: unknown): string {
  const { code } = error as { readonly code?: unknown };
  if (typeof code === 'string' && /^[A-Z_]+$/.test(code)) return code;
  throw error;
}
