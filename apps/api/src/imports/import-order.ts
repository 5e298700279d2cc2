import type { AddedEvidence, AddEvidence, EvidenceMatched, ImportReport, ImportSie, LinkedByName } from '#intake';
import type { Actor } from '#kernel';

import type { Problem } from '../http/problem.js';

/** What can be asked of the thread. */
export type Work =
  | {
      readonly does: 'import';
      readonly asked: Omit<ImportSie, 'to' | 'progress'>;
      /** The saved mapping that a file of rows is read by; undefined for SIE. */
      readonly mapping: string | undefined;
    }
  | { readonly does: 'add-evidence'; readonly asked: Omit<AddEvidence, 'progress'> }
  | {
      readonly does: 'match-evidence';
      readonly dryRun: boolean;
      /** Links the files that are called as their vouchers are, on the word of this person; else by what they say. */
      readonly byFileName: Actor | null;
    };

/** What each kind of work comes to. */
interface Results {
  readonly import: ImportReport;
  readonly 'add-evidence': AddedEvidence;
  readonly 'match-evidence': EvidenceMatched | LinkedByName;
}
export type ResultOf<Asked extends Work> = Results[Asked['does']];

/** What the thread is told: whose book, and what to do. */
export interface FileOrder {
  readonly data: string;
  readonly organisation: string;
  readonly work: Work;
}

/** What it answers: what came of it, or why nothing did. */
export type ImportAnswer<Asked extends Work = Work> =
  { readonly result: ResultOf<Asked> } | { readonly problem: Problem };
