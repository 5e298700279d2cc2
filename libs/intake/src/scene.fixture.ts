import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type RecordedEvent, seededKey, seededSalt } from '#event-log';
import { type Actor } from '#kernel';
import {
  type Finding,
  findings,
  type GrantPosition,
  grantPosition,
  type History,
  history,
  type HistoryQuery,
  type Moment,
} from '#read-models';

import { Bidragsbok } from './bidragsbok.js';
import { type ImportReport } from './import-report.js';
import { importSie, type ImportSie } from './imports.js';
import { sieFile } from './sie.fixture.js';

export const ORGANISATION = '2321000164';
export const GRANT = 'gnv-2026';
export const BOOK = 'raindance-2026';
export const CODE = 'gnv26-primarvard';
export const ACCOUNTANT: Actor = { subject: 'person-ekonom', role: 'accountant' };
export const APPROVER: Actor = { subject: 'person-attestant', role: 'approver' };
export const POTS = [
  { pot: 'region-population', amount: '1000000.00' },
  { pot: 'region-rural', amount: '200000.00' },
] as const;

/** What a command says beside its data. */
interface Told {
  readonly on?: string;
  readonly by?: Actor;
  readonly id?: string;
}
type Taking = Omit<ImportSie, 'file' | 'to'>;

/** A region's grant book on a folder of its own, with a clock that goes a second at each command. */
export class Scene {
  readonly data = mkdtempSync(join(tmpdir(), 'bidragsbok-intake-'));
  book!: Bidragsbok;
  private now = Date.parse('2026-05-01T08:00:00.000Z');
  private told = 0;

  static async open(): Promise<Scene> {
    const scene = new Scene();
    scene.book = await Bidragsbok.init({ ...scene.options, name: 'Region Exempel', software: 'specs' });
    return scene;
  }

  /** With its programme adopted, its grant awarded and paid, two allocations and a book with a code for each. */
  static async begin(book: object = {}): Promise<Scene> {
    const scene = await Scene.open();
    await scene.grantPaid();
    await scene.tell('OpenBook', bookFacts(book));
    await scene.tell('OpenProjectCode', codeFacts());
    await scene.tell('OpenProjectCode', ruralCode);
    return scene;
  }

  get options() {
    const scripted = { clock: () => this.now, salt: seededSalt('specs'), key: seededKey('specs') };
    return { data: this.data, organisation: ORGANISATION, ...scripted };
  }

  /** Carries a command out; it must be one that this grant book takes. */
  tell(type: string, data: object, { on, by, id }: Told = {}): Promise<readonly RecordedEvent[]> {
    this.now += 1000;
    return this.book.execute({ type, on, by, data }, id ?? `told-${(this.told++).toString()}`);
  }

  /** Lets another process's Bidragsbok be opened on the same folder: the caller closes it. */
  another(): Promise<Bidragsbok> {
    return Bidragsbok.open(this.options);
  }

  /** The clock goes on to an instant. */
  wait(until: string): void {
    this.now = Date.parse(until);
  }

  file(content: string | Uint8Array, name = 'books.se'): string {
    const path = join(this.data, name);
    writeFileSync(path, content);
    return path;
  }

  /** Takes a file of these verifikationer into the book. */
  take(vouchers: readonly string[], options: Taking = {}): Promise<ImportReport> {
    return this.takeFile(this.file(sieFile(vouchers)), options);
  }

  takeFile(file: string, options: Taking = {}): Promise<ImportReport> {
    this.now += 1000;
    return importSie({ file, to: this.book, book: BOOK, ...options });
  }

  async figures(asOf?: string): Promise<GrantPosition> {
    const found = await grantPosition(this.book.models.db, GRANT, await this.book.moment(asOf));
    if (found === undefined) throw new Error('The grant is not announced');
    return found;
  }

  async findings(asOf?: string): Promise<Finding[]> {
    const moment: Moment = await this.book.moment(asOf);
    return await findings(this.book.models.db, moment);
  }

  /** What has been done, or a part of it. */
  async history(query: HistoryQuery = {}, to?: string): Promise<History> {
    const moment = await this.book.moment(to);
    return history(this.book.archive, query, moment);
  }

  /** Every event of the log, or those of one type. */
  async events(type?: string): Promise<readonly RecordedEvent[]> {
    const all = await this.book.log.readAll(0, 100_000);
    return type === undefined ? all : all.filter((event) => event.type === type);
  }

  async close(): Promise<void> {
    await this.book.close();
    rmSync(this.data, { recursive: true, force: true });
  }

  private async grantPaid(): Promise<void> {
    const programme = { id: 'god-och-nara-vard', year: 2026 };
    await this.tell('AdoptProgramme', { programme });
    await this.tell('AnnounceGrant', { grant: GRANT, programme, amounts: POTS });
    await this.tell('RequisitionGrant', { grant: GRANT, amounts: POTS }, { on: '2026-03-10' });
    await this.tell('AwardGrant', { grant: GRANT, amounts: POTS, decision }, { on: '2026-04-08' });
    await this.tell('RecordGrantPayment', { grant: GRANT, amounts: POTS }, { on: '2026-04-20' });
    await this.tell('AllocateFunds', allocation('primarvard', '600000.00', { pot: 'region-population' }));
    const rural = { pot: 'region-rural', purposeAreas: [8] };
    await this.tell('AllocateFunds', allocation('landsbygd', '200000.00', rural));
    await this.tell('AllocateFunds', allocation('utforare', '120000.00', { from: 'landsbygd', to: provider }));
  }
}

const decision = { status: 'decided', body: 'Regionstyrelsen', date: '2026-04-08' };
const provider = { kind: 'organisation', name: 'Vårdcentral', organisationNumber: '5555555555', municipality: '1882' };

/** What AllocateFunds carries, decided, to a unit, unless something else is said. */
export const allocation = (id: string, amount: string, other: object): object => {
  const to = { kind: 'unit', name: `Enheten ${id}` };
  return { grant: GRANT, allocation: id, to, amount, decision, ...other };
};

/** What OpenBook carries: an ERP's whole year of which every voucher is held, unless something else is said. */
export const bookFacts = (other: object): object => ({
  ...{ book: BOOK, kind: 'erp', system: 'Raindance', scope: 'all' },
  financialYear: { from: '2026-01-01', to: '2026-12-31' },
  dimensions: { costCentre: '1', project: '6' },
  accountRoles: [
    { from: '1000', to: '2999', role: 'balance' },
    { from: '4511', to: '4511', role: 'passed-on' },
    { from: '4000', to: '7999', role: 'cost' },
  ],
  ...other,
});

/** What OpenProjectCode carries: project 28101 to primary care, in areas 1 and 2, unless something else is said. */
export const codeFacts = (other: object = {}): object => ({
  ...{ projectCode: CODE, grant: GRANT, allocation: 'primarvard', matches: [match('28101')] },
  purposeAreas: [
    { area: 1, share: '0.6' },
    { area: 2, share: '0.4' },
  ],
  ...other,
});

const ruralCode = {
  ...{ projectCode: 'gnv26-landsbygd', grant: GRANT, allocation: 'landsbygd', matches: [match('27010')] },
  purposeAreas: [{ area: 8, share: '1' }],
  onward: [{ all: [{ dimension: '1', code: '31007' }], allocation: 'utforare' }],
};

/** A project in a book, as the matches of a code name it. */
export function match(project: string, book = BOOK): object {
  return { book, all: [{ dimension: '6', code: project }] };
}
