import type { BackedUp, Restored } from '#intake';

import { facts, heading, page, wrapped } from '../output.js';
import { counted, countInSwedish } from '../swedish.js';
import { timeInSwedish } from '../time.js';

/** What was backed up, and what must be kept elsewhere: the key is not in it, and its checkpoint is the proof of it. */
export const backupText = ({ folder, position, files, bytes, checkpoint }: BackedUp, keyPath: string): string =>
  page(
    facts([
      ['Katalog', folder],
      ['Position', countInSwedish(position)],
      ['Filer', countInSwedish(files)],
      ['Byte', countInSwedish(bytes)],
      ['Nyckel', `följer inte med: ${keyPath}`],
    ]),
    [
      wrapped('Flytta katalogen till en annan plats, och förvara en kopia av nyckeln på en tredje.'),
      wrapped('Lämna kontrollpunkten till någon annan: med den prövas säkerhetskopian när den återställs.'),
    ].join('\n'),
    `Kontrollpunkt\n${checkpoint.note.trimEnd()}`,
  );

/** What was put back, what it was held against, and what its operator must do now. */
export const restoredText = (restored: Restored): string => {
  const { folder, organisation, position, keptFiles, root, heldAgainst, dryRun } = restored;
  return page(
    heading(dryRun ? 'Prov av återställning: inget är skrivet' : 'Liggaren är återställd'),
    facts([
      ['Organisation', organisation],
      ['Mapp', folder],
      [
        'Omräknat',
        `${counted(position, 'händelse', 'händelser')}, ${counted(keptFiles, 'inläst fil', 'inlästa filer')}`,
      ],
      ['Rot', root],
      ...heldAgainst.map(({ by, ...held }) => ['Prövat mot', `${WITNESSES[by]}: ${heldText(held)}`] as const),
    ]),
    toDo(restored).map(wrapped).join('\n'),
  );
};

const WITNESSES = { checkpoint: 'det som angavs med --checkpoint', signer: 'signerarens eget lager' } as const;

const heldText = ({ checkpoints, upTo }: { readonly checkpoints: number; readonly upTo: number }): string =>
  `${counted(checkpoints, 'kontrollpunkt', 'kontrollpunkter')}, till position ${countInSwedish(upTo)}`;

function toDo({ heldAgainst, lost, key, position, setAside }: Restored): string[] {
  const list: string[] = [];
  if (heldAgainst.length === 0)
    list.push(
      'Inget utanför säkerhetskopian har bekräftat den. Prova med --checkpoint, mot en kontrollpunkt som någon annan har förvarat.',
    );
  if (lost !== null) {
    const { from, to, since } = lost;
    list.push(
      `Händelserna på position ${countInSwedish(from)}–${countInSwedish(to)}, skrivna efter ${timeInSwedish(since)}, är förlorade. ` +
        'Det står i liggaren (EventsLost). Gör om det som de sade.',
      `Kontrollpunkter, utdrag och bevis över fler än ${counted(position, 'händelse', 'händelser')} håller inte längre. ` +
        'Tala om det för var och en som har fått något sådant efter det: revisorn, bidragsgivaren och den som förvarar kontrollpunkter.',
    );
  }
  if (setAside !== null) list.push(`Det som signerats över de förlorade händelserna ligger kvar i ${setAside}.`);
  if (!key.isThere)
    list.push(`Signeringsnyckeln saknas. Lägg tillbaka den i ${key.path}; till dess svaras det osignerat.`);
  return list;
}
