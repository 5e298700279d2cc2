import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { DomainError } from '#kernel';

import { applyCommands } from './apply.js';
import { parseCommand } from './command.js';
import { ACCOUNTANT, allocation, bookFacts, codeFacts, GRANT, match, POTS, Scene } from './scene.fixture.js';
import { cost } from './sie.fixture.js';

const programme = { id: 'god-och-nara-vard', year: 2026 };
const json = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));

describe('a command', () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await Scene.begin();
    await scene.take([cost(['LR 1', '2026-02-10'], '100.00')]);
  });
  afterAll(() => scene.close());

  /** The refusal of a command, of which nothing may have been appended. */
  async function refusal(work: () => Promise<unknown>): Promise<DomainError> {
    const before = await scene.book.log.lastPosition();
    const refused = await work().then(
      () => undefined,
      (error: unknown) => error as DomainError,
    );
    expect(await scene.book.log.lastPosition()).toBe(before);
    if (refused === undefined) throw new Error('It was not refused');
    return refused;
  }
  const refusalOf = (type: string, data: object) => refusal(() => scene.tell(type, data));

  it.each([
    ['an amount', 'AllocateFunds', allocation('ny', 'mycket', {}), 'amount'],
    ['a field that is not there', 'CloseGrant', {}, 'grant'],
    ['a field that nobody knows', 'CloseGrant', { grant: GRANT, note: 'x' }, 'data'],
    ['a field far inside', 'OpenBook', bookFacts({ book: 'ny', financialYear: { from: '2026-02-30' } }), 'from'],
    ['a share', 'OpenProjectCode', codeFacts({ purposeAreas: [{ area: 1, share: '1.5' }] }), 'purposeAreas.0.share'],
  ])('is refused for %s that cannot be read, by the field', async (...[, type, data, field]) => {
    const { code, details, message } = await refusalOf(type, data);
    expect([code, details['command']]).toEqual(['COMMAND_MALFORMED', type]);
    expect(String(details['field'])).toContain(field);
    expect(message).toContain(`Kommandot ${type} går inte att läsa vid`);
  });

  it('is refused for its outer form', () => {
    for (const [command, field] of [
      [null, 'data'],
      [[], 'data'],
      [{ data: {} }, 'type'],
      [{ type: 'CloseGrant', data: [] }, 'data'],
      [{ type: 'CloseGrant', data: {}, on: '2026-13-01' }, 'on'],
      [{ type: 'CloseGrant', data: {}, by: { subject: 'Anna', role: 'chef' } }, 'by.subject'],
    ] as const) {
      expect(() => parseCommand(command)).toThrow(
        expect.objectContaining({ code: 'COMMAND_MALFORMED', details: expect.objectContaining({ field }) as unknown }),
      );
    }
  });

  it('never repeats what stood in a field', async () => {
    const { message, details } = await refusalOf('AllocateFunds', allocation('ny', 'Anna Andersson', {}));
    expect(message + JSON.stringify(details)).not.toContain('Anna');
    const unnamed = await refusalOf('Anna Andersson', {});
    expect(unnamed.message + JSON.stringify(unnamed.details)).not.toContain('Anna');
  });

  it.each(['CloseTheGrant', 'constructor', 'toString'])('is refused where it is none: %s', async (type) => {
    expect(await refusalOf(type, {})).toMatchObject({ code: 'COMMAND_UNKNOWN', details: { command: type } });
  });

  it('on a grant is refused where there is no such grant, or no such rules', async () => {
    expect(await refusalOf('CloseGrant', { grant: 'another' })).toMatchObject({ code: 'GRANT_UNKNOWN' });
    const announcement = { grant: 'ny', programme: { ...programme, year: 2027 }, amounts: POTS };
    expect(await refusalOf('AnnounceGrant', announcement)).toMatchObject({ code: 'PROGRAMME_NOT_ADOPTED' });
    const unshipped = { programme: { id: 'another', year: 2026 } };
    expect(await refusalOf('AdoptProgramme', unshipped)).toMatchObject({ code: 'PROGRAMME_NOT_SHIPPED' });
  });

  it('on a project code is refused where what it names is not there', async () => {
    const open = (other: object) => refusalOf('OpenProjectCode', codeFacts({ projectCode: 'ny', ...other }));
    expect(await open({ grant: 'another' })).toMatchObject({ code: 'GRANT_UNKNOWN' });
    expect(await open({ allocation: 'another' })).toMatchObject({ code: 'ALLOCATION_UNKNOWN' });
    expect(await open({ matches: [match('28101', 'another')] })).toMatchObject({ code: 'BOOK_UNKNOWN' });
    const onward = [{ all: [{ dimension: '1', code: '31007' }], allocation: 'utforare' }];
    expect(await open({ onward })).toMatchObject({ code: 'ONWARD_NOT_OF_ALLOCATION' });
    const rural = { allocation: 'landsbygd', purposeAreas: [{ area: 1, share: '1' }] };
    expect(await open(rural)).toMatchObject({ code: 'AREA_NOT_OF_ALLOCATION', details: { allowed: [8] } });
  });

  it('on a voucher is refused where there is no such book or voucher', async () => {
    const on = (book: string, number: string) =>
      refusalOf('AllowCost', { voucher: { book, series: 'LR', number }, lines: [1], reason: 'x' });
    expect(await on('another', '1')).toMatchObject({ code: 'BOOK_UNKNOWN' });
    expect(await on('raindance-2026', '2')).toMatchObject({ code: 'VOUCHER_UNKNOWN' });
  });

  it('that two persons must carry out is refused to one, and to the system', async () => {
    const submission = { grant: GRANT, act: 'retur', signatory: 'Regiondirektören' };
    expect(await refusalOf('SubmitReturn', submission)).toMatchObject({ code: 'ACT_NEEDS_PERSONS' });
    await scene.tell('SubmitReturn', submission, { by: ACCOUNTANT });
    const alone = await refusal(() => scene.tell('ConfirmAct', { act: 'retur' }, { by: ACCOUNTANT }));
    expect(alone).toMatchObject({ code: 'ACT_NEEDS_TWO_PERSONS' });
    expect(await refusalOf('ConfirmAct', { act: 'another' })).toMatchObject({ code: 'ACT_NEEDS_PERSONS' });
  });

  describe('in a file', () => {
    it('is refused with the file where that is no list of commands', async () => {
      for (const bytes of [new TextEncoder().encode('[{'), json({ type: 'CloseGrant' }), new Uint8Array()]) {
        const applying = () => applyCommands(scene.book, bytes).next();
        expect(await refusal(applying)).toMatchObject({ code: 'COMMAND_FILE_UNREADABLE' });
      }
    });

    it('is carried out in order up to the first refusal, and once however often the file is applied', async () => {
      const close = (id: string) => ({ type: 'CloseProjectCode', data: { projectCode: id, lastDay: '2026-11-30' } });
      const open = { type: 'OpenProjectCode', on: '2026-05-02', data: codeFacts({ projectCode: 'av-fil' }) };
      const file = json([open, close('av-fil'), close('no-such-code'), close('gnv26-landsbygd')]);
      const apply = async () => {
        const done: string[] = [];
        try {
          for await (const { type, events } of applyCommands(scene.book, file)) {
            done.push(`${type} ${events.map(({ position }) => position).join()}`);
          }
        } catch (error) {
          done.push((error as DomainError).code);
        }
        return done;
      };
      const last = await scene.book.log.lastPosition();
      const once = [
        `OpenProjectCode ${(last + 1).toString()}`,
        `CloseProjectCode ${(last + 2).toString()}`,
        'PROJECT_CODE_UNKNOWN',
      ];
      expect([await apply(), await apply()]).toEqual([once, once]);
      expect((await scene.events()).at(-2)).toMatchObject({ occurredOn: '2026-05-02' });
      expect(await scene.book.log.lastPosition()).toBe(last + 2);
    });
  });
});
