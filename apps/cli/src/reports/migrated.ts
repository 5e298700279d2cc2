import type { Migrated } from '#intake';

import { facts, heading, page, wrapped } from '../output.js';
import { counted } from '../swedish.js';

/** What was moved, that it is the same log, and what its operator must do now. */
export const migratedText = (migrated: Migrated): string => {
  const { organisation, position, root, copied, checkpoints, keptFiles, setAside, key, dryRun } = migrated;
  return page(
    heading(dryRun ? 'Prov av flytt: inget är skrivet' : 'Liggaren är flyttad'),
    facts([
      ['Organisation', organisation],
      [
        'Omräknat',
        `${counted(position, 'händelse', 'händelser')}, ${counted(keptFiles, 'inläst fil', 'inlästa filer')}`,
      ],
      ['Rot', root],
      [dryRun ? 'Att flytta' : 'Flyttat nu', counted(copied, 'händelse', 'händelser')],
      ['Signerat', counted(checkpoints, 'kontrollpunkt', 'kontrollpunkter')],
      ...(setAside === null ? [] : [['Den gamla filen', setAside] as const]),
    ]),
    toDo({ key, dryRun }).map(wrapped).join('\n'),
  );
};

function toDo({ key, dryRun }: Pick<Migrated, 'key' | 'dryRun'>): string[] {
  const list: string[] = [];
  if (dryRun) list.push('Stäng alla andra program som skriver i liggaren innan den flyttas.');
  else
    list.push(
      'Ange BIDRAGSBOK_EVENTSTORE och BIDRAGSBOK_POSTGRES för varje program som öppnar liggaren från och med nu.',
    );
  if (!key.isThere)
    list.push(`Signeringsnyckeln följer inte med. Lägg den i ${key.path}; till dess svaras det osignerat.`);
  return list;
}
