import type { ImportReport, ImportSie } from '#intake';

import type { Problem } from '../http/problem.js';

/** What the thread that imports is told: whose book, and what to take in. */
export interface FileOrder {
  readonly data: string;
  readonly organisation: string;
  readonly asked: Omit<ImportSie, 'to' | 'progress'>;
  /** The saved mapping that a file of rows is read by; undefined for SIE. */
  readonly mapping: string | undefined;
}

/** What it answers: the report, or why there is none. */
export type ImportAnswer = { readonly report: ImportReport } | { readonly problem: Problem };
