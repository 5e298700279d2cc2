import { describe, expect, it } from '@jest/globals';

import { DocumentMatching } from '#evidence';

import { judged, labelledCases } from './labelled-set.js';

const SMALL = { documents: 1000, lines: 10_000 };

function answered() {
  const documents = [...labelledCases(SMALL)].flatMap((made) => made.documents);
  const matching = new DocumentMatching(documents);
  const truth = new Set<string>();
  for (const made of labelledCases(SMALL)) {
    for (const voucher of made.vouchers) matching.take(voucher);
    for (const label of made.truth) truth.add(label);
  }
  return { documents, truth, matches: matching.matches() };
}

describe('documents held against vouchers', () => {
  const { documents, truth, matches } = answered();

  it('are linked by a rule only where that is true', () => {
    const { wrong, found } = judged(matches.exact, truth);
    expect(wrong).toEqual([]);
    expect(found).toBeGreaterThan(65);
  });

  it('are shown to a person, the likeliest first, where they are linked nowhere', () => {
    const linked = new Set(matches.exact.map(({ document }) => document));
    const asked = new Set(matches.ranked.map(({ document }) => document));
    expect([...asked].filter((document) => linked.has(document))).toEqual([]);
    const left = documents.filter(({ document }) => !linked.has(document));
    expect(asked.size).toBeGreaterThan(left.length * 0.9);
    for (const document of asked) {
      const weights = matches.ranked.filter((one) => one.document === document).map(({ weight }) => weight);
      expect(weights).toEqual([...weights].sort((one, other) => other - one));
    }
  });

  it('come out the same in whatever order vouchers pass by', () => {
    const matching = new DocumentMatching(documents);
    const vouchers = [...labelledCases(SMALL)].flatMap((made) => made.vouchers).reverse();
    for (const voucher of vouchers) matching.take(voucher);
    const links = (all: typeof matches.exact) =>
      all.map(({ document, voucher }) => JSON.stringify([document, voucher])).sort();
    expect(links(matching.matches().exact)).toEqual(links(matches.exact));
  });
});
