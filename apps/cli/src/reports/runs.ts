import type { Run } from '#work';

import { facts, heading, page, table } from '../output.js';
import { countInSwedish } from '../swedish.js';

const KINDS: Readonly<Record<Run['kind'], string>> = { underlay: 'underlagspaket', return: 'återrapport' };
const STATES: Readonly<Record<Run['state'], string>> = {
  running: 'pågår',
  done: 'klar',
  failed: 'nekad',
  'cut-off': 'avbruten',
};

/** The runs of an organisation: each on a line, and below them the files that they made. */
export function runsText(runs: readonly Run[]): string {
  if (runs.length === 0) return 'Inget är byggt, eller så har minnet av det tagits bort.';
  const columns = ['Bygge', 'Bidrag', 'Vad', 'Position', 'Läge', 'Började', 'Hur långt'].map((title) => ({ title }));
  const rows = runs.map(({ id, grant, kind, position, state, started, progress, code }) => [
    ...[
      id,
      grant,
      KINDS[kind],
      countInSwedish(position),
      STATES[state],
      `${started.slice(0, 19)}Z`,
      code ?? (state === 'done' ? '' : (progress ?? '')),
    ],
  ]);
  const files = runs.flatMap(({ id, result }) =>
    (result?.files ?? []).map(({ path, sha256 }) => [id, `${path ?? 'utlämnad'}  ${sha256}`] as const),
  );
  return page(table(columns, rows), files.length === 0 ? null : `${heading('Filer')}\n${facts(files)}`);
}
