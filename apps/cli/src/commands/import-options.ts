import { type Command, InvalidArgumentError, Option } from 'commander';

import type { ImportOrder, Progress, StatedCoverage } from '#intake';
import { DomainError, parseWrittenAmount } from '#kernel';

import { dayIn } from '../day.js';
import type { Call } from '../door.js';
import { countInSwedish } from '../swedish.js';

/** What every way of taking a file in may be told. */
export interface TakingOptions {
  readonly book?: string;
  readonly scope?: 'grant' | 'all';
  readonly dryRun?: true;
  readonly acceptChanges?: true;
  readonly acceptOlder?: true;
  readonly acceptOrg?: true;
  readonly acceptTotals?: true;
  readonly from?: string;
  readonly to?: string;
  readonly series?: readonly string[];
  readonly code?: readonly (readonly [dimension: string, object: string])[];
  readonly controlTotal?: string;
}

/** Adds those options to a command. */
export const takingIn = (command: Command): Command =>
  command
    .option('--book <book>', 'boken; behövs inte vid --dry-run')
    .addOption(
      new Option('--scope <scope>', 'bara det som rör bidragen, eller allt; annars bokens').choices(['grant', 'all']),
    )
    .option('--dry-run', 'läs och kontrollera, skriv inget; kräver varken organisation eller bok')
    .option('--accept-changes', 'för in vad som har ändrats eller försvunnit i källan')
    .option('--accept-older', 'för in ändringar också ur en fil som är äldre än den senaste')
    .option('--accept-org', 'läs in fast filens organisationsnummer är ett annat')
    .option('--accept-totals', 'läs in fast en summa i filen inte stämmer med dess rader')
    .option('--from <date>', 'filen omfattar bokföringsdagar från och med', dayIn)
    .option('--to <date>', 'filen omfattar bokföringsdagar till och med', dayIn)
    .option('--series <list>', 'filen omfattar dessa serier, med komma emellan', (text: string) => text.split(','))
    .option('--code <coding>', 'filen är ett utdrag på koden, som 6:28101; kan anges flera gånger', codeIn, [])
    .option('--control-total <amount>', 'summan av filens rader, debet plus', amountIn);

type Codings = readonly (readonly [string, string])[];

function codeIn(text: string, before: Codings): Codings {
  const [, dimension, object] = /^(\d{1,4}):(.+)$/.exec(text) ?? [];
  if (dimension === undefined || object === undefined) throw new InvalidArgumentError('skriv den som 6:28101');
  return [...before, [dimension, object]];
}

function amountIn(text: string): string {
  try {
    return parseWrittenAmount(text).toString();
  } catch (error) {
    if (error instanceof DomainError) throw new InvalidArgumentError(error.message);
    throw error;
  }
}

/** The order that a call is. */
export function orderOf({ args: [file = ''], options }: Call<TakingOptions>): ImportOrder & { readonly book?: string } {
  const { book, scope, dryRun, acceptChanges, acceptOlder, acceptOrg, acceptTotals } = options;
  const accepted = { acceptChanges, acceptOlder, acceptOrganisation: acceptOrg, acceptTotals };
  const covers = coverageIn(options);
  return {
    ...{ file, scope, dryRun, ...accepted },
    ...(book === undefined ? {} : { book }),
    ...(covers === undefined ? {} : { covers }),
  };
}

/** What the caller says that the file speaks of; undefined where nothing was said. */
function coverageIn({ from, to, series, code = [], controlTotal }: TakingOptions): StatedCoverage | undefined {
  const codes = code.length === 0 ? undefined : code;
  const isSaid = [from, to, series, codes, controlTotal].some((said) => said !== undefined);
  return isSaid ? { from, to, series, codes, controlTotal } : undefined;
}

const MEBIBYTE = 1 << 20;
/** How far a file has been read. */
export const howFar = ({ bytes, of }: Progress): string =>
  `${countInSwedish(Math.floor(bytes / MEBIBYTE))} av ${countInSwedish(Math.ceil(of / MEBIBYTE))} MiB`;
