import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import {
  allocationTree,
  balance,
  books,
  chart,
  codeIsKnown,
  difference,
  figuresDigest,
  findings,
  grantAccounts,
  grantPosition,
  grantRegister,
  imports,
  openLines,
  projectCodes,
  quarantine,
  vouchers,
} from '#read-models';

import { reconcile } from '../reconcile/reconciliation.js';
import { repost } from '../repost.js';
import { APPROVER, BOOK, bookFacts, CODE, codeFacts, GRANT, match } from '../scene.fixture.js';
import { undoImport } from '../undo-import.js';
import { NEXT_BOOK, SHARED_CODE, TEXTS, Years } from './pruning.fixture.js';

let years: Years;
beforeEach(async () => {
  years = await Years.begin();
});
afterEach(() => years.scene.close());

const refusing = (code: string, details = {}) => expect.objectContaining({ code, details });
const db = () => years.scene.book.models.db;
const moment = () => years.scene.book.moment();

describe('what rests on a year that went', () => {
  let decision: number;
  let beforehand: number;
  beforeEach(async () => {
    beforehand = await years.scene.book.log.lastPosition();
    decision = await years.prune();
  });
  const gone = (what: string) => refusing('FIGURES_PRUNED', { decision, what });

  it('is no figure any more, now or as of any earlier moment', async () => {
    for (const at of [await moment(), { position: beforehand }]) {
      const grant = gone(`bidraget ${GRANT}`);
      for (const question of [
        () => grantPosition(db(), GRANT, at),
        () => allocationTree(db(), GRANT, at),
        () => openLines(db(), GRANT, at),
      ]) {
        await expect(question()).rejects.toEqual(grant);
      }
      for (const code of [CODE, SHARED_CODE]) {
        await expect(balance(db(), code, at)).rejects.toEqual(gone(`projektkoden ${code}`));
        await expect(codeIsKnown(db(), code, at)).rejects.toEqual(gone(`projektkoden ${code}`));
        await expect(vouchers(db(), { projectCode: code }, at)).rejects.toEqual(gone(`projektkoden ${code}`));
      }
      const book = gone(`boken ${BOOK}`);
      await expect(chart(db(), BOOK, at)).rejects.toEqual(book);
      await expect(vouchers(db(), { book: BOOK }, at)).rejects.toEqual(book);
      await expect(quarantine(db(), at, BOOK)).rejects.toEqual(book);
      await expect(grantAccounts(db(), at, BOOK)).rejects.toEqual(book);
      await expect(reconcile(years.scene.book, { book: BOOK, moment: at })).rejects.toEqual(book);
    }
    await expect(years.scene.history({ book: BOOK })).rejects.toEqual(gone(`boken ${BOOK}`));
    await expect(years.scene.history({ projectCode: CODE })).rejects.toEqual(gone(`projektkoden ${CODE}`));
    const moments = [{ position: 1 }, await moment()] as const;
    await expect(difference(years.scene.book.archive, moments, GRANT)).rejects.toEqual(gone(`bidraget ${GRANT}`));
  });

  it('is marked where it stands among others', async () => {
    const at = await moment();
    const register = await grantRegister(db(), at, '2034-01-02');
    expect(register).toMatchObject({
      pruned: 1,
      grants: [{ grant: GRANT, pruned: decision, received: '1200000.00', used: null, unused: null, state: 'closed' }],
      totals: { received: '1200000.00', used: null },
    });
    const found = await findings(db(), at);
    expect(found.filter(({ grant }) => grant === GRANT)).toMatchObject([
      { code: 'GRANT_PRUNED', severity: 'info', position: decision, subject: { decision } },
    ]);
    expect((await grantAccounts(db(), at)).pruned).toEqual([{ book: BOOK, year: 2026, decision }]);
    const moved = await difference(years.scene.book.archive, [{ position: 1 }, at]);
    expect(moved).toMatchObject({ grants: [], projectCodes: [], pruned: [{ grant: GRANT, decision }] });
    expect(await figuresDigest(db(), at)).toMatch(/^[0-9a-f]{64}$/);
  });

  it('leaves the other year as it was', async () => {
    const at = await moment();
    expect((await books(db(), at)).map(({ book }) => book)).toEqual([NEXT_BOOK]);
    expect((await imports(db(), at)).map(({ book }) => book)).toEqual([NEXT_BOOK]);
    expect((await projectCodes(db(), at)).map(({ projectCode }) => projectCode)).toEqual([SHARED_CODE]);
    expect(await vouchers(db(), { book: NEXT_BOOK }, at)).toHaveLength(3);
    expect((await reconcile(years.scene.book, { book: NEXT_BOOK, moment: at })).accounts.length).toBeGreaterThan(0);
    expect(await repost(years.scene.book, { projectCode: SHARED_CODE })).toMatchObject({ vouchers: 1, events: 0 });
    await expect(repost(years.scene.book, { projectCode: CODE })).rejects.toEqual(gone(`projektkoden ${CODE}`));
  });

  it('is not begun anew by whatever is told of it', async () => {
    const { scene } = years;
    const pruned = (stream: string) => refusing('STREAM_PRUNED', { stream, decision });
    await expect(scene.tell('OpenBook', bookFacts({}))).rejects.toEqual(pruned(`book-${BOOK}`));
    await expect(scene.tell('OpenProjectCode', codeFacts())).rejects.toEqual(pruned(`project-code-${CODE}`));
    const amended = codeFacts({ projectCode: SHARED_CODE, matches: [match('28190')] });
    await expect(scene.tell('AmendProjectCode', amended)).rejects.toEqual(pruned(`book-${BOOK}`));
    const voucher = { book: BOOK, series: 'LR', number: '1' };
    await expect(scene.tell('DisallowCost', { voucher, lines: [1], reason: 'x' })).rejects.toEqual(
      pruned(`voucher-${BOOK}-LR-1`),
    );
    await expect(years.take()).rejects.toMatchObject({ code: 'STREAM_PRUNED' });
    const id = (await scene.events('YearPruned')).flatMap(({ data }) => (data as { imports: string[] }).imports)[0];
    await expect(undoImport(scene.book, { import: id ?? '' })).rejects.toEqual(gone(`inläsningen ${id ?? ''}`));
    await expect(years.take(id)).rejects.toMatchObject({ code: 'STREAM_PRUNED' });
  });

  it('is not kept again: its file comes into no other book', async () => {
    const { scene } = years;
    await scene.tell('OpenBook', bookFacts({ book: 'annan-2026' }));
    const file = `${scene.data}/${TEXTS[2]}.se`;
    await expect(scene.takeFile(file, { book: 'annan-2026' })).rejects.toEqual(refusing('FILE_PRUNED', { decision }));
    expect(scene.book.files.kept()).toHaveLength(1);
  });

  it('lets its texts be asked for no more by an erasure', async () => {
    const { scene } = years;
    const data = {
      ...{ act: 'radering', positions: [1], ground: 'retention-ended', paragraph: 'LKBR 3 kap. 13 §' },
      decision: { body: 'Regionarkivet', date: '2034-01-02', caseNumber: 'ARK-2' },
    };
    const [first = 0] = (await scene.events('YearPruned')).flatMap(({ data: of }) =>
      (of as { ranges: [number, number][] }).ranges.map(([from]) => from),
    );
    const asked = scene.tell('ErasePrivateParts', { ...data, positions: [first] }, { by: APPROVER });
    await expect(asked).rejects.toMatchObject({ code: 'EVENT_PRUNED', details: { position: first, decision } });
  });
});
