import type { DocumentKind } from '#kernel';

import type { CoveredLine } from './evidence-coverage.query.js';
import { documentKindWords } from './history/evidence-sentences.js';

/** Whose turn it is where something is missing. */
export const turnWords = { unit: 'enheten', finance: 'ekonomi', payroll: 'löner' } as const;

/** Documents of which any one is enough: `avtal eller beslut`. */
export const anyKindWords = (anyOf: readonly DocumentKind[]): string =>
  anyOf.map((kind) => documentKindWords[kind]).join(' eller ');

/** What a line lacks, in words: `faktura`, `avtal eller beslut + betalningsbevis`. */
export const lackWords = ({ lacks }: Pick<CoveredLine, 'lacks'>): string =>
  lacks.map(({ anyOf }) => anyKindWords(anyOf)).join(' + ');
