import type { BuiltPackage, VerifiedPackage } from '#underlay';

import { facts, wrapped } from '../output.js';
import { amountInSwedish, countInSwedish } from '../swedish.js';

/** What is said where nothing was written, since what was asked for is there. */
export const STANDS = 'Samma urval vid samma position är redan byggt och står kvar oförändrat. Inget skrevs.';

/** A package that was written: what is missing in it first of all. */
export const builtText = (told: Omit<BuiltPackage, 'checkpoint'>, isNew: boolean): string =>
  [
    ...(isNew ? [] : [STANDS]),
    told.lines === 0
      ? 'Urvalet har inga rader: paketet säger det på sin första sida.'
      : told.gaps === 0
        ? 'Varje rad är styrkt.'
        : `${countInSwedish(told.gaps)} av ${countInSwedish(told.lines)} rader är inte styrkta helt: ${amountInSwedish(told.missing)} kr saknar underlag.`,
    ...told.withheld.map(wrapped),
    '',
    facts([
      ['Fil', told.path],
      ['SHA-256', told.sha256],
      ['Storlek', `${countInSwedish(told.size)} byte`],
      ['Rader', countInSwedish(told.lines)],
      ['Netto', amountInSwedish(told.net)],
      ['Verifikationer', countInSwedish(told.vouchers)],
      ['Dokument', countInSwedish(told.documents)],
      ['Händelser', countInSwedish(told.events)],
      ['Filer', countInSwedish(told.files)],
      ['Pröva', `bidragsbok underlay verify ${told.path}, eller packa upp det och kör python3 verify.py på mappen`],
    ]),
  ].join('\n');

/** What a package proves, or which file it is that does not. */
export const verifiedText = (found: VerifiedPackage): string =>
  [
    found.intact ? 'Paketet är helt och oförändrat.' : 'PAKETET ÄR INTE DET SOM SIGNERADES.',
    ...found.faults.map(({ path, fault }) => wrapped(`${path}: ${fault}`)),
    '',
    facts([
      ['Nyckel', found.key],
      ['', found.keyIsKnown ? 'den som angavs' : 'jämför den med den som lämnats på annan väg (--key)'],
      ['Händelser i trädet', found.size === null ? null : countInSwedish(found.size)],
      ['Rot', found.root],
      ['Filer', countInSwedish(found.files)],
      ['Bevisade händelser', countInSwedish(found.events)],
      ['Privata delar', countInSwedish(found.privateParts)],
      ['Dokument som arkiverats', countInSwedish(found.documents)],
    ]),
  ].join('\n');
