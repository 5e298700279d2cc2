import { createHash } from 'node:crypto';

import type { Actor } from '#kernel';

import type { Bidragsbok } from '../bidragsbok.js';
import { type EvidenceMatched, matchEvidence } from './match-evidence.js';

/** Documents that were linked since their files are called as their vouchers are. */
export interface LinkedByName extends Pick<EvidenceMatched, 'before' | 'after'> {
  readonly linked: readonly EvidenceMatched['ranked'][number][];
  readonly position: number;
}

/**
 * A person says that files are called after their vouchers (`A-1234.pdf`): each document whose file is called after one voucher alone
 * is linked to the lines there that lack evidence.
 */
export async function linkByFileName(
  book: Bidragsbok,
  { by, dryRun = false }: { readonly by: Actor; readonly dryRun?: boolean },
): Promise<LinkedByName> {
  const { ranked, position, before, after } = await matchEvidence(book, { dryRun: true });
  const called = ranked.filter(({ reasons }) => reasons.includes('file-name'));
  const linked = called.filter(({ document }) => called.filter((one) => one.document === document).length === 1);
  if (dryRun) return { linked, position, before, after };
  for (const { document, voucher, links } of linked) {
    for (const { line, amount } of links) {
      const data = { voucher, line, evidence: { form: 'document', document }, amount };
      const content = createHash('sha256').update(JSON.stringify({ data, by, position })).digest('hex').slice(0, 16);
      await book.execute({ type: 'LinkEvidence', by, data }, `by-name-${content}`);
    }
  }
  const done = await matchEvidence(book, { dryRun: true });
  return { linked, position: done.position, before, after: done.after };
}
