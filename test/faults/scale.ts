import { writeSync } from 'node:fs';

const isWhole = process.env['FAULTS'] !== 'few';

/** How much of a suite is run: all of it, or where FAULTS=few as much as every change can wait for. */
export const scaled = (whole: number, few: number): number => (isWhole ? whole : few);

const seed = Number.parseInt(process.env['FAULTS_SEED'] ?? '1', 10);

/** Where chance begins, several times over; FAULTS_SEED begins elsewhere. */
export const seeds = (count: number): readonly number[] => Array.from({ length: count }, (_, at) => seed + at * 7919);

/** Says what a suite did, among the results of its tests. */
export const tell = (line: string): void => {
  writeSync(1, `  ${line}\n`);
};
