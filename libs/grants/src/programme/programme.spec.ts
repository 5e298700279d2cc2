import { createHash } from 'node:crypto';

import { describe, expect, it } from '@jest/globals';

import { DomainError, fold, Money } from '#kernel';
import { given } from '#spec-kit';

import { adoptedRules, programmeDecider } from './programme.js';
import { ProgrammeAdopted } from './programme.events.js';
import { canonicalRules, programmeRules } from './rules.js';
import { rulesToAdopt, shippedProgramme } from './shipped-programme.js';

const programme = { id: 'god-och-nara-vard', year: 2026 };
const rules = rulesToAdopt({ programme });
const hash = createHash('sha256').update(canonicalRules(rules)).digest('hex');
const other = 'f'.repeat(64);
const adopt = (fields: object = {}, facts = { hash }) =>
  ({ type: 'AdoptProgramme', data: { programme, rules, ...fields }, facts }) as const;
const adopted = (version: number, of = hash): ProgrammeAdopted => ({
  type: 'ProgrammeAdopted',
  data: { programme, version, hash: of, rules },
});

describe('a programme', () => {
  it('is adopted whole, its versions counted from 1', () => {
    given(programmeDecider)
      .when(adopt())
      .then([adopted(1)]);
    given(programmeDecider, [adopted(1, other)])
      .when(adopt())
      .then([adopted(2)]);
    given(programmeDecider, [adopted(1), adopted(2, other)])
      .when(adopt())
      .then([adopted(3)]);
  });

  it('is not adopted again while nothing has changed', () => {
    given(programmeDecider, [adopted(1)])
      .when(adopt())
      .then([]);
  });

  it('comes with the rules of the same programme and year', () => {
    given(programmeDecider)
      .when(adopt({ programme: { ...programme, year: 2027 } }))
      .thenRefuses('PROGRAMME_RULES_DIFFER');
    given(programmeDecider)
      .when(adopt({ programme: { ...programme, id: 'annat' } }))
      .thenRefuses('PROGRAMME_RULES_DIFFER');
  });

  it('is what a command on a grant is decided by', () => {
    const state = fold(programmeDecider, [adopted(1, other), adopted(2)]);
    expect(adoptedRules(state, programme)).toEqual({ ...rules, version: 2 });
    expect(() => adoptedRules(programmeDecider.initial, programme)).toThrow(
      new DomainError('PROGRAMME_NOT_ADOPTED', { programme: programme.id, year: programme.year }),
    );
  });

  it('has one canonical JSON, in whatever order its fields were written', () => {
    const written = shippedProgramme('god-och-nara-vard', 2026) as Record<string, unknown>;
    const turned = Object.fromEntries(Object.entries(written).reverse());
    expect(canonicalRules(programmeRules.parse(turned))).toBe(canonicalRules(rules));
    expect(JSON.parse(canonicalRules(rules))).toEqual(written);
    expect(ProgrammeAdopted.read(ProgrammeAdopted.write(adopted(1)))).toEqual(adopted(1));
  });
});

describe('the programme of 2026', () => {
  it('ships with the product; what does not ship is refused', () => {
    expect(shippedProgramme('god-och-nara-vard', 1999)).toBeUndefined();
    expect(shippedProgramme('../programmes/god-och-nara-vard', 2026)).toBeUndefined();
    expect(() => rulesToAdopt({ programme: { ...programme, year: 1999 } })).toThrow(
      new DomainError('PROGRAMME_NOT_SHIPPED', { programme: programme.id, year: 1999 }),
    );
    expect(rulesToAdopt({ programme, rules: { ...rules, title: 'Egna regler' } }).title).toBe('Egna regler');
  });

  it('is 3,300 million in five pots for eight areas on three grounds', () => {
    expect(Money.sum(rules.pots.map(({ amount }) => amount ?? Money.zero))).toEqual(Money.parse('3300000000.00'));
    expect(rules.pots.map(({ id }) => id)).toEqual([
      'region-population',
      'region-rural',
      'municipality-care-recipients',
      'municipality-population',
      'municipality-rural',
    ]);
    expect(rules.purposeAreas.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(rules.purposeAreas.filter(({ boundTo }) => boundTo === 'primary-care').map(({ number }) => number)).toEqual([
      1, 2, 7, 8,
    ]);
    expect(rules.repaymentGrounds.map(({ id }) => id)).toEqual(['paid-in-error', 'unused-or-misused', 'not-reported']);
    expect(rules.return.due).toBeNull();
  });

  it('knows the seven rural municipalities of county 18, and no other county’s', () => {
    const [county, ...others] = rules.ruralMunicipalities;
    expect(others).toEqual([]);
    expect(county?.municipalities.map(({ code, name }) => `${code} ${name}`).sort()).toEqual([
      '1814 Lekeberg',
      '1860 Laxå',
      '1861 Hallsberg',
      '1863 Hällefors',
      '1864 Ljusnarsberg',
      '1882 Askersund',
      '1885 Lindesberg',
    ]);
  });
});

describe('the key of the rural pot, as its amounts show it', () => {
  // Weights and populations are computed from the published amounts; the authority has published neither.
  const NATIONAL_WEIGHTED_POPULATION = 5_947_745;
  const municipalities = [
    { weight: 1, population: 11_415, amount: '287881.00' },
    { weight: 1, population: 16_072, amount: '405330.00' },
    { weight: 5, population: 6_270, amount: '790636.00' },
    { weight: 1, population: 23_025, amount: '580683.00' },
    { weight: 5, population: 4_305, amount: '542853.00' },
    { weight: 1, population: 8_597, amount: '216813.00' },
    { weight: 1, population: 5_416, amount: '136590.00' },
  ];
  const pot = Money.parse('150000000.00');
  const weights = municipalities.map(({ weight, population }) => weight * population);

  it('gives the seven amounts of Örebro län to the krona', () => {
    const { parts, remainder } = pot.divide(weights, 'share-8-whole-kronor-down', NATIONAL_WEIGHTED_POPULATION);
    expect(parts.map(String)).toEqual(municipalities.map(({ amount }) => amount));
    expect(Money.sum(parts)).toEqual(Money.parse('2960786.00'));
    expect(remainder).toEqual(Money.parse('147039214.00'));
  });

  it('rounds by name: without the eight decimals other amounts come out', () => {
    const { parts } = pot.divide(weights, 'whole-kronor-down', NATIONAL_WEIGHTED_POPULATION);
    expect(parts.map(String)).not.toEqual(municipalities.map(({ amount }) => amount));
  });
});
