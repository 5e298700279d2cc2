import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { personStream } from '#evidence';
import { type LinkedSalary, salaries } from '#read-models';

import { asked, LATER } from '../erasure/erasure.fixture.js';
import { ACCOUNTANT, APPROVER, BOOK, Scene } from '../scene.fixture.js';
import { cost } from '../sie.fixture.js';
import { addSalaries } from './add-salaries.js';
import { personId } from './person-id.js';
import { MAPPING, names, personOf, SAVED } from './salary.fixture.js';

const NUMBER = '199002100000';
const EMPLOYED = personOf('4711');
const NUMBERED = personId(names, { personalIdentityNumber: NUMBER, employmentNumber: null });

let scene: Scene;
beforeEach(async () => {
  scene = await Scene.begin();
  await scene.take([
    cost(['LR 1', '2026-01-25'], '35076.00'),
    cost(['LR 2', '2026-01-25'], '35076.00'),
    cost(['LR 3', '2026-01-26'], '35076.00'),
  ]);
});
afterEach(() => scene.close());

/** Sixty percent of 58,460.00 on a voucher, of whoever has these numbers. */
const row = (numbers: string, voucher: string, name = 'Anna Ek') =>
  `${numbers};${name};2026-01;40000,00;60;;${voucher};7411;`;
const take = (...rows: readonly string[]) => {
  const head = 'Personnr;Anst.nr;Namn;Månad;Lön;Andel;Belopp;Ver;Konto;Projektkod;Lönebesked';
  const columns = { ...MAPPING, personalNumber: { heading: 'Personnr' } };
  const file = scene.file(`${[head, ...rows.map((one) => `${one};`)].join('\r\n')}\r\n`, 'lon.csv');
  return addSalaries({ file, mapping: { columns, saved: SAVED }, book: BOOK, to: scene.book, names });
};
const found = async (asOf?: string) =>
  (await scene.findings(asOf))
    .filter(({ code }) => code.startsWith('PERSON_'))
    .map(({ code, subject: { person, otherPerson }, amount }) => ({ code, person, otherPerson, amount }));
const linked = async (): Promise<LinkedSalary[]> => salaries(scene.book.models.db, await scene.book.moment());
const position = async () => String(await scene.book.log.lastPosition());
const tie = (person = EMPLOYED, sameAs = NUMBERED) => scene.tell('TiePersons', { person, sameAs, reason: 'Samma' });

const TWO = [
  {
    code: 'PERSON_UNDER_TWO_NUMBERS',
    ...([EMPLOYED, NUMBERED].sort()[0] === EMPLOYED
      ? { person: EMPLOYED, otherPerson: NUMBERED }
      : { person: NUMBERED, otherPerson: EMPLOYED }),
    amount: null,
  },
];
const ABOVE = [{ code: 'PERSON_ABOVE_WHOLE', person: NUMBERED, otherPerson: undefined, amount: '11692.00' }];

describe('one person under two numbers', () => {
  it('is asked about where both are called the same in the same month', async () => {
    await take(row(';4711', 'LR 1'));
    await take(row(`${NUMBER};`, 'LR 2', 'EK,  anna'));
    expect(await found()).toEqual(TWO);
    const said = [...(await scene.events('PersonRegistered')), ...(await scene.events('SalaryLinked'))];
    expect(JSON.stringify(said.map(({ data }) => data))).not.toMatch(/anna|4711|19900210/i);
  });

  it('is not asked about where the names or the months are others', async () => {
    await take(row(';4711', 'LR 1'), row(`${NUMBER};`, 'LR 2', 'Anna Berg'));
    expect(await found()).toEqual([]);
    await scene.take([cost(['LR 9', '2026-02-25'], '35076.00')]);
    await take(row(';4712', 'LR 9', 'Anna Berg').replace('2026-01', '2026-02'));
    expect(await found()).toEqual([]);
  });

  it('is charged as one once somebody has said so, then and not before, and no longer where it is taken back', async () => {
    await take(row(';4711', 'LR 1'), row(`${NUMBER};`, 'LR 2'));
    const before = await position();
    await tie();
    expect(await found()).toEqual(ABOVE);
    expect(await found(before)).toEqual(TWO);
    await scene.tell('UntiePersons', { person: EMPLOYED, sameAs: NUMBERED, reason: 'Två' });
    const tied = String((await scene.book.log.lastPosition()) - 1);
    for (const read of [() => Promise.resolve(), () => scene.book.models.rebuild()]) {
      await read();
      expect([await found(before), await found(tied), await found()]).toEqual([TWO, ABOVE, TWO]);
    }
  });

  it('is refused where the requirements refuse it, whichever number it comes under', async () => {
    await scene.take([cost(['LR 9', '2026-02-25'], '35076.00')]);
    await take(row(';4711', 'LR 1'), row(`${NUMBER};`, 'LR 9').replace('2026-01', '2026-02'));
    await tie();
    const rules = [{ rule: 'alla', needs: [], turn: 'unit' }];
    await scene.tell('AdoptRequirements', { rules, doubleFunding: { PERSON_ABOVE_WHOLE: 'block' } });
    const { refusals } = await take(row(`${NUMBER};`, 'LR 2'));
    expect(refusals).toMatchObject([{ code: 'PERSON_CHARGED_ABOVE_WHOLE' }]);
    expect(await linked()).toHaveLength(2);
  });

  it('is charged as one where a file gives both numbers, whichever file came first', async () => {
    await take(row(';4711', 'LR 1'));
    await take(row(`${NUMBER};4711`, 'LR 2'));
    expect(await found()).toEqual(ABOVE);
    expect(await scene.events('PersonsTied')).toMatchObject([{ data: { person: EMPLOYED, sameAs: NUMBERED } }]);
    await take(row(`${NUMBER};4711`, 'LR 2'));
    expect(await scene.events('PersonsTied')).toHaveLength(1);
  });

  it('is charged as one where the file with both numbers came first', async () => {
    await take(row(`${NUMBER};4711`, 'LR 2'));
    await take(row(';4711', 'LR 1', 'Anna Gift'));
    expect(await found()).toEqual(ABOVE);
  });

  it('is not said by a file again once somebody has said that they are two', async () => {
    await take(row(`${NUMBER};4711`, 'LR 1'), row(';4711', 'LR 2'));
    await scene.tell('UntiePersons', { person: EMPLOYED, sameAs: NUMBERED, reason: 'Två' });
    await take(row(`${NUMBER};4711`, 'LR 3'));
    expect(await scene.events('PersonsTied')).toHaveLength(1);
  });

  it('leaves a number with whom it had where a file gives it to another, and says so', async () => {
    await take(row(`${NUMBER};4711`, 'LR 1'));
    expect(await take(row('198002100000;4711', 'LR 2', 'Bo Berg'))).toMatchObject({ numbersOfTwo: 1, registered: 1 });
    expect(await scene.events('PersonsTied')).toHaveLength(1);
  });

  it('stands where both are erased, and nobody is named again', async () => {
    await take(row(';4711', 'LR 1'), row(`${NUMBER};`, 'LR 2'));
    await tie();
    const before = [await found(), await linked()];
    scene.wait(LATER);
    const streams = [EMPLOYED, NUMBERED].map(personStream);
    await scene.tell('ErasePrivateParts', asked('gallring-9', { streams }), { by: ACCOUNTANT });
    await scene.tell('ConfirmAct', { act: 'gallring-9' }, { by: APPROVER });
    expect([await found(), await linked()]).toEqual(before);
    expect(await take(row(`${NUMBER};4711`, 'LR 3'))).toMatchObject({ registered: 0 });
    expect((await scene.events('PersonRegistered')).map(({ private: said }) => said)).toEqual([null, null]);
  });

  it('is nobody that is not there', async () => {
    await take(row(';4711', 'LR 1'));
    await expect(tie()).rejects.toMatchObject({ code: 'PERSON_UNKNOWN', details: { person: NUMBERED } });
    await expect(tie(EMPLOYED, EMPLOYED)).rejects.toMatchObject({ code: 'PERSON_TIED_TO_ITSELF' });
  });
});
