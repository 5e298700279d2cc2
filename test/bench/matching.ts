import { DocumentMatching, type MatchableDocument } from '#evidence';

import { judged, labelledCases } from './labelled-set.js';
import type { Told } from './scene.js';

const SIZE = { documents: 10_000, lines: 100_000 };

/** Holds the labelled set's documents against its vouchers, which are made one by one and kept nowhere. */
export function matching(): Promise<Told> {
  const documents: MatchableDocument[] = [];
  const truth = new Set<string>();
  for (const made of labelledCases(SIZE)) {
    documents.push(...made.documents);
    for (const label of made.truth) truth.add(label);
  }
  const started = process.cpuUsage();
  const against = new DocumentMatching(documents);
  let lines = 0;
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
  return Promise.resolve({ documents: documents.length, lines, linked, wrong: wrong.length, found, linesPerSecond });
}
