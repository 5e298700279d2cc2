import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { PrivatePartErased } from '#event-log';
import { history } from '#read-models';

import { february, january, nobodys } from './import.fixture.js';
import { ACCOUNTANT, APPROVER, BOOK, CODE, GRANT, Scene } from './scene.fixture.js';
import { cost } from './sie.fixture.js';

const decision = {
  status: 'decided',
  body: 'Regionstyrelsen',
  date: '2026-05-06',
  paragraph: '§ 7',
  caseNumber: 'E-1',
};
const LR1 = { book: BOOK, series: 'LR', number: '1' };
const plain = (says: readonly string[]) => says.map((said) => said.replaceAll('\u00a0', ' '));
let scene: Scene;

beforeEach(async () => {
  scene = await Scene.begin();
});
afterEach(() => scene.close());

/** The last thing that was done. */
async function last() {
  const row = (await scene.history()).rows.at(-1);
  if (row === undefined) throw new Error('Nothing was done');
  return { ...row, says: plain(row.says) };
}
const said = async (...asked: Parameters<Scene['history']>) =>
  (await scene.history(...asked)).rows.flatMap(({ says }) => plain(says));

describe('a history', () => {
  it('says who did what, when, of which day and on which decision', async () => {
    const told = { from: 'primarvard', to: 'oppen', amount: '100.00', decision, reason: 'Rekryteringen dröjer' };
    await scene.tell('AllocateFunds', {
      ...{ grant: GRANT, allocation: 'oppen', to: { kind: 'unit', name: 'Enheten' }, pot: 'region-population' },
      ...{ amount: '10.00', decision },
    });
    const [event] = await scene.tell(
      'RedistributeFunds',
      { grant: GRANT, ...told },
      { on: '2026-05-07', by: ACCOUNTANT },
    );
    const { position = 0, recordedAt = '' } = event ?? {};
    expect(await last()).toEqual({
      ...{ command: event?.commandId, first: position, last: position, recordedAt, recordedUntil: recordedAt },
      ...{ actor: ACCOUNTANT, occurredOn: '2026-05-07', events: 1 },
      says: ['omfördelade 100,00 kr från primarvard till oppen'],
      why: [
        { kind: 'decision', ...decision },
        { kind: 'reason', text: 'Rekryteringen dröjer' },
      ],
    });
  });

  it('tells a file in one row, with what became of its vouchers', async () => {
    await scene.take([...january, ...february, nobodys], { fileName: 'ekonomi.se' });
    expect(await last()).toMatchObject({
      events: 11,
      says: [
        'läste in filen ekonomi.se (SIE) i boken raindance-2026: 5 verifikationer lästa, 5 tagna',
        'förde 100,00 kr av LR 1 i raindance-2026 som kostnad på projektkoden gnv26-primarvard',
        'förde 200,50 kr av LR 2 i raindance-2026 som kostnad på projektkoden gnv26-primarvard',
        'förde 400,00 kr av LR 3 i raindance-2026 som kostnad på projektkoden gnv26-primarvard',
        'förde −30,00 kr av BF 1 i raindance-2026 som kostnad på projektkoden gnv26-primarvard',
      ],
      why: [],
    });
  });

  it('counts what is too much to tell one by one', async () => {
    await scene.take(Array.from({ length: 8 }, (_, at) => cost([`LR ${at + 1}`, '2026-02-10'], '10.00')));
    expect((await last()).says.slice(1)).toEqual(['förde kostnader från 8 verifikationer']);
  });

  it('says that a text is erased, and by which decision, and nothing of what it said', async () => {
    await scene.take(january, { fileName: 'hemligt.se' });
    await scene.tell('DisallowCost', { voucher: LR1, lines: [1], reason: 'Hemligt' }, { by: ACCOUNTANT });
    const { last: position } = await last();
    const erasure = { body: 'Regionstyrelsen', date: '2026-05-08', caseNumber: 'G-1' };
    const [started] = await scene.events('ImportStarted');
    const positions = [started?.position ?? 0, position];
    const erased = PrivatePartErased.write({
      type: 'PrivatePartErased',
      data: {
        ranges: positions.map((one) => [one, one]),
        decision: erasure,
        act: null,
        ground: null,
        paragraph: null,
        files: [],
        documents: [],
      },
    });
    await scene.book.log.append({ commandId: 'erasure', actor: APPROVER }, [
      { stream: 'log', expectedRevision: 0, events: [erased] },
    ]);
    const { rows } = await scene.history();
    expect(rows.at(-2)).toMatchObject({
      says: ['underkände LR 1 i raindance-2026, rad 1'],
      why: [{ kind: 'reason', text: null }],
    });
    expect(rows.at(-1)).toMatchObject({
      says: ['raderade texterna på 2 händelser'],
      why: [{ kind: 'decision', ...erasure }],
    });
    expect(rows.at(-3)?.says[0]).toContain('en fil (namnet är raderat)');
    expect(JSON.stringify(rows).toLowerCase()).not.toContain('hemligt');
  });
});

describe('a part of a history', () => {
  beforeEach(async () => {
    await scene.take([...january, nobodys]);
    await scene.tell('ReviewCost', {
      ...{ voucher: LR1, lines: [1], reason: 'Levererat i mars' },
      servicePeriod: { from: '2026-03-01', to: '2026-03-31' },
    });
    await scene.tell(
      'DisallowCost',
      { voucher: { ...LR1, number: '2' }, lines: [1], reason: 'Ej avtalat' },
      { by: APPROVER },
    );
    await scene.tell('LockPeriod', { book: BOOK, through: '2026-01-31' }, { by: ACCOUNTANT });
  });
  const REVIEWED = 'angav leveranstiden 2026-03-01–2026-03-31 för LR 1 i raindance-2026, rad 1';
  const DISALLOWED = 'underkände LR 2 i raindance-2026, rad 1';
  const LOCKED = 'låste boken raindance-2026 till och med 2026-01-31';

  it('is of one voucher, from its own stream', async () => {
    expect(await said({ voucher: LR1 })).toEqual([
      'tog in verifikationen LR 1 i raindance-2026 med bokföringsdag 2026-01-10: 2 rader, 100,00 kr i debet',
      'förde 100,00 kr av LR 1 i raindance-2026 som kostnad på projektkoden gnv26-primarvard',
      REVIEWED,
    ]);
  });

  it('is of one project code, with the file as a frame around what touches it', async () => {
    const { rows } = await scene.history({ projectCode: CODE });
    expect(rows.map(({ says }) => says[0])).toEqual([
      'öppnade projektkoden gnv26-primarvard för bidraget gnv-2026',
      'läste in filen books.se (SIE) i boken raindance-2026: 3 verifikationer lästa, 3 tagna',
      ...[REVIEWED, DISALLOWED],
    ]);
    expect(rows[1]?.events).toBe(4);
    expect(await said({ projectCode: 'gnv26-landsbygd' })).toEqual([
      'öppnade projektkoden gnv26-landsbygd för bidraget gnv-2026',
    ]);
  });

  it('is of one grant: its rules, its books and codes too, and its acts', async () => {
    const act = { grant: GRANT, act: 'bedomning', ground: 'unused-or-misused', amount: '10.00' };
    await scene.tell('AssessRepayment', act, { by: ACCOUNTANT });
    await scene.tell('RejectAct', { act: 'bedomning', reason: 'För tidigt' }, { by: APPROVER });
    const all = await said();
    expect(await said({ grant: GRANT })).toEqual(all.slice(1)); // all but that the log was opened
    expect(all.slice(-3)).toEqual([
      LOCKED,
      'föreslog bedömningen av en återbetalning (åtgärden bedomning, som en annan person ska bekräfta)',
      'avvisade den föreslagna åtgärden bedomning',
    ]);
    await scene.tell('AnnounceGrant', {
      ...{ grant: 'annat', programme: { id: 'god-och-nara-vard', year: 2026 } },
      amounts: [{ pot: 'region-rural', amount: '1.00' }],
    });
    expect(await said({ grant: 'annat' })).toHaveLength(2);
    expect(await said({ grant: GRANT })).toHaveLength(all.length - 1);
  });

  it('is of one book, one person, or both', async () => {
    expect((await said({ book: BOOK })).at(-1)).toBe(LOCKED);
    expect(await said({ actor: APPROVER.subject })).toEqual([DISALLOWED]);
    expect(await said({ actor: APPROVER.subject, projectCode: 'gnv26-landsbygd' })).toEqual([]);
  });

  it('goes from one position to another, and is at most so many of the latest', async () => {
    const { rows, position } = await scene.history();
    const [, reviewed, disallowed] = rows.slice(-4);
    expect(await said({ first: reviewed?.first }, disallowed?.last.toString())).toEqual([REVIEWED, DISALLOWED]);
    const latest = await scene.history({ limit: 2 });
    expect(latest).toMatchObject({ first: 1, position, commands: rows.length });
    expect(latest.rows).toEqual(rows.slice(-2));
  });

  it('begins at a position, at an instant, or with a day', async () => {
    const { book } = scene;
    const [opened, adopted] = (await scene.history()).rows;
    expect(await book.span('7', '9')).toEqual({ first: 7, moment: { position: 9 } });
    expect(await book.span(opened?.recordedAt)).toMatchObject({ first: 1 });
    expect(await book.span(adopted?.recordedAt)).toMatchObject({ first: 2 });
    expect(await book.span('2026-05-01')).toMatchObject({ first: 1 });
    const { position } = await book.moment();
    expect(await book.span('2026-05-02')).toEqual({ first: position + 1, moment: { position } });
    await expect(book.span('9', '7')).rejects.toMatchObject({ code: 'MOMENTS_REVERSED' });
    await expect(book.span('i går')).rejects.toMatchObject({ code: 'MOMENT_MALFORMED' });
    await expect(book.span('2026-02-30T10:00:00Z')).rejects.toMatchObject({ code: 'MOMENT_MALFORMED' });
    await expect(book.span('999')).rejects.toMatchObject({ code: 'MOMENT_BEYOND_LOG' });
  });

  it('is seen from the day of the moment that is asked for, or from today', async () => {
    const { book } = scene;
    expect(await book.day('2030-01-01')).toBe('2030-01-01');
    expect(await book.day('2030-01-01', '2026-04-01')).toBe('2026-04-01');
    expect(await book.day('2030-01-01', '2026-04-01T22:30:00Z')).toBe('2026-04-02');
    expect(await book.day('2030-01-01', '3')).toBe('2026-05-01');
    await expect(book.day('2030-01-01', 'nyss')).rejects.toMatchObject({ code: 'MOMENT_MALFORMED' });
  });

  it('is refused of what was not there', async () => {
    await expect(scene.history({ grant: 'intet' })).rejects.toMatchObject({ code: 'GRANT_NOT_ANNOUNCED' });
    await expect(scene.history({ projectCode: 'intet' })).rejects.toMatchObject({ code: 'PROJECT_CODE_NOT_OPENED' });
    await expect(scene.history({ book: 'ingen' })).rejects.toMatchObject({ code: 'BOOK_UNKNOWN' });
    const voucher = { ...LR1, number: '99' };
    await expect(scene.history({ voucher })).rejects.toMatchObject({ code: 'VOUCHER_NOT_RECORDED' });
    await expect(scene.history({ voucher: LR1 }, '3')).rejects.toMatchObject({ code: 'VOUCHER_NOT_RECORDED' });
  });
});

describe('a history of very many commands', () => {
  const MANY = 1200;

  it('keeps the latest and counts the rest, and tells a file once however much came between', async () => {
    await scene.take(january);
    const before = (await scene.history()).commands;
    const { log } = scene.book;
    const [started, completed] = [await scene.events('ImportStarted'), await scene.events('ImportCompleted')];
    const tell = (step: string, expectedRevision: number, told: { type: string; data: unknown } | undefined) => {
      const events = [{ type: told?.type ?? '', version: 1, data: told?.data }];
      const command = { commandId: `import-igen-${step}`, correlationId: 'import-igen', actor: ACCOUNTANT };
      return log.append(command, [{ stream: 'import-igen', expectedRevision, events }]);
    };
    await tell('start', -1, started[0]);
    const locked = { type: 'PeriodLocked', version: 1, data: { book: BOOK, through: '2026-01-31' } };
    const locks = Array.from({ length: MANY }, (_, at) =>
      log.append({ commandId: `lock-${at}`, actor: ACCOUNTANT }, [
        { stream: `book-b${at}`, expectedRevision: -1, events: [locked] },
      ]),
    );
    await Promise.all(locks);
    const moment = await scene.book.moment();
    let others = 0;
    setImmediate(() => (others += 1));
    const open = await history(scene.book.archive, { limit: 1 }, moment);
    expect(others).toBe(1); // whoever else waits for the thread had a turn
    expect(open).toMatchObject({ commands: before + 1 + MANY, rows: [{ command: `lock-${MANY - 1}` }] });
    await tell('complete', 0, completed[0]);
    const { rows, commands } = await scene.history({ limit: 3 });
    expect(commands).toBe(before + 1 + MANY);
    expect(rows.map(({ command }) => command)).toEqual([`lock-${MANY - 2}`, `lock-${MANY - 1}`, 'import-igen']);
    expect(rows.at(-1)).toMatchObject({
      events: 2,
      says: ['läste in en fil (SIE) i boken raindance-2026: 2 verifikationer lästa, 2 tagna'],
    });
  }, 30_000);
});
