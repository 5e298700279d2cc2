import { DocumentMatching, type MatchableDocument } from '#evidence';

import { judged, labelledCases } from './labelled-set.js';
import type { Told } from './scene.js';

const SIZE = { documents: 10_000, lines: 100_000 };

/** Holds the labelled set's documents against its vouchers, which are made one by one and kept nowhere. */
export function matching(): Promise<Told> {
  const truth = new Set<string>();
  let [documents, lines] = [0, 0];
  function* made(): Generator<MatchableDocument> {
    for (const { documents: some, truth: labels } of labelledCases(SIZE)) {
      documents += some.length;
      for (const label of labels) truth.add(label);
      yield* some;
    }
  }
  const against = new DocumentMatching(made());
  const started = process.cpuUsage();
  for (const { vouchers } of labelledCases(SIZE)) {
    for (const voucher of vouchers) {
      against.take(voucher);
      lines += voucher.lines.length;
    }
  }
  const { exact } = against.matches();
  const { user, system } = process.cpuUsage(started);
  const { linked, wrong, found } = judged(exact, truth);
  const linesPerSecond = Math.round((lines * 1_000_000) / (user + system));
  return Promise.resolve({ documents, lines, linked, wrong: wrong.length, found, linesPerSecond });
}
