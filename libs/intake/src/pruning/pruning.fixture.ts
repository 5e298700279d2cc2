import { type Actor } from '#kernel';

import { ACCOUNTANT, APPROVER, bookFacts, codeFacts, GRANT, match, Scene } from '../scene.fixture.js';
import { sieFile, voucher } from '../sie.fixture.js';

/** What stands on the vouchers of the year that is to go. */
export const TEXTS = ['Lön till Åsa Öberg', 'Raden om Åsa', 'Hemlig fil'] as const;
/** The book of the year after, whose vouchers stay. */
export const NEXT_BOOK = 'raindance-2027';
/** A code that means codings of both years. */
export const SHARED_CODE = 'gnv-bada-aren';
/** The first day on which 2026 may go. */
export const LATER = '2034-01-02T08:00:00.000Z';

const yearFile = (year: number, vouchers: readonly string[]): string =>
  sieFile(vouchers).replace('20260101 20261231', `${year}0101 ${year}1231`);

/** Three vouchers of a year, the second without a code, in the file’s own words. */
const vouchersOf = (year: number, [text, ofLine]: readonly [text: string, ofLine: string]): readonly string[] => [
  voucher(
    ['LR 1', `${year}-02-10`],
    [`#TRANS 7411 {6 "28101"} 1000.00 "" "${ofLine}"`, '#TRANS 2511 {} -1000.00'],
    text,
  ),
  voucher(['LR 2', `${year}-03-10`], ['#TRANS 5010 {6 "99999"} 20.00', '#TRANS 2511 {} -20.00'], text),
  voucher(['LR 3', `${year}-04-10`], ['#TRANS 7411 {6 "28190"} 300.00', '#TRANS 2511 {} -300.00'], text),
];

const nothing: (scene: Scene) => Promise<void> = () => Promise.resolve();

/** A grant with costs in two years’ books, both of which its closing has counted; the clock stands after retention of the first. */
export class Years {
  constructor(readonly scene: Scene) {}

  /** `before` is done while the years are new. */
  static async begin({ isClosed = true, before = nothing } = {}): Promise<Years> {
    const scene = await Scene.begin();
    const years = new Years(scene);
    const financialYear = { from: '2027-01-01', to: '2027-12-31' };
    await scene.tell('OpenBook', bookFacts({ book: NEXT_BOOK, financialYear }));
    const matches = [match('28190'), match('28190', NEXT_BOOK)];
    await scene.tell('OpenProjectCode', codeFacts({ projectCode: SHARED_CODE, matches }));
    await years.take();
    await scene.takeFile(scene.file(yearFile(2027, vouchersOf(2027, ['Nästa år', 'Nästa rad'])), 'nästa.se'), {
      book: NEXT_BOOK,
    });
    await before(scene);
    await scene.tell('SubmitReturn', { grant: GRANT, act: 'retur', signatory: 'Chef' }, { by: ACCOUNTANT });
    await scene.tell('ConfirmAct', { act: 'retur' }, { by: APPROVER });
    if (isClosed) await scene.tell('CloseGrant', { grant: GRANT });
    scene.wait(LATER);
    return years;
  }

  /** Takes the file of the year that is to go. */
  take(id?: string) {
    const file = this.scene.file(yearFile(2026, vouchersOf(2026, [TEXTS[0], TEXTS[1]])), `${TEXTS[2]}.se`);
    return this.scene.takeFile(file, id === undefined ? {} : { id });
  }

  propose(year = 2026, act = 'gallring-1', by: Actor = ACCOUNTANT) {
    const decision = { body: 'Regionarkivet', date: '2034-01-02', caseNumber: 'ARK-1' };
    const data = { act, year, decision, ground: 'retention-ended', paragraph: 'LKBR 3 kap. 13 §' };
    return this.scene.tell('PruneYear', data, { by, id: `propose-${act}` });
  }

  confirm(act = 'gallring-1', by: Actor = APPROVER) {
    return this.scene.tell('ConfirmAct', { act }, { by, id: `confirm-${act}-${by.subject}` });
  }

  async prune(): Promise<number> {
    await this.propose();
    const events = await this.confirm();
    return events.find(({ type }) => type === 'YearPruned')?.position ?? 0;
  }
}
