import { type CoveredLine, documentKindWords } from '#read-models';

/** Whose turn it is where something is missing. */
export const turnWords = { unit: 'enheten', finance: 'ekonomi', payroll: 'löner' } as const;

/** What a line lacks, in words: `faktura`, `avtal eller beslut + betalningsbevis`. */
export const lackWords = ({ lacks }: Pick<CoveredLine, 'lacks'>): string =>
  lacks.map(({ anyOf }) => anyOf.map((kind) => documentKindWords[kind]).join(' eller ')).join(' + ');
