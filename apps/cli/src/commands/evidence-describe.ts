import { createHash } from 'node:crypto';

import { Command, Option } from 'commander';

import { DOCUMENT_KINDS, DomainError } from '#kernel';

import { dayIn } from '../day.js';
import { onBook } from '../door.js';
import { personIn } from '../person.js';

interface Described {
  readonly confirm?: true;
  readonly kind?: string;
  readonly by?: string;
  readonly namesPatients?: 'yes' | 'no';
  readonly supplier?: string;
  readonly supplierNumber?: string;
  readonly number?: string;
  readonly preceding?: string;
  readonly [fact: string]: unknown;
}
/** Options that are facts as they stand. */
const FACTS = [
  'type',
  'issued',
  'due',
  'from',
  'to',
  'currency',
  'net',
  'tax',
  'total',
  'grant',
  'projectCode',
  'person',
] as const;

/** `evidence describe`: a person says what a document is, or that what its text suggested is right. */
export const describeCommand = (): Command =>
  new Command('describe')
    .description('säg vad ett dokument är och vad som står i det, eller bekräfta det som föreslogs')
    .argument('<document>', 'dokumentets id')
    .option('--confirm', 'det som texten föreslog stämmer')
    .addOption(new Option('--kind <kind>', 'vad det är').choices(DOCUMENT_KINDS))
    .addOption(new Option('--type <type>', 'faktura eller kreditnota').choices(['invoice', 'credit-note']))
    .option('--supplier <name>', 'leverantörens namn')
    .option('--supplier-number <number>', 'leverantörens organisationsnummer')
    .option('--number <number>', 'fakturans nummer')
    .option('--preceding <number>', 'numret på fakturan som krediteras')
    .option('--issued <date>', 'fakturadatum', dayIn)
    .option('--due <date>', 'förfallodag', dayIn)
    .option('--from <date>', 'första dagen som det avser', dayIn)
    .option('--to <date>', 'sista dagen som det avser', dayIn)
    .option('--currency <code>', 'valuta, SEK')
    .option('--net <amount>', 'belopp utan moms, 1234.50')
    .option('--tax <amount>', 'moms')
    .option('--total <amount>', 'belopp med moms')
    .option('--grant <grant>', 'bidraget som det hör till, eller visar aktiviteter för')
    .option('--project-code <code>', 'projektkoden som det hör till')
    .option('--person <person>', 'vems det är: id:t i salary list --json')
    .addOption(new Option('--names-patients <answer>', 'om det namnger patienter').choices(['yes', 'no']))
    .option('--by <person>', 'vem som säger det, person-…')
    .action(
      onBook<Described>(async (book, { args: [document = ''], options }) => {
        const command = { ...asked(document, options), by: personIn(options.by, 'accountant') };
        // The same words again are the same command.
        const content = createHash('sha256').update(JSON.stringify(command)).digest('hex').slice(0, 16);
        const events = await book.execute(command, `cli-describe-${content}`);
        const told = events.map(({ type, stream, revision, position }) => ({ type, stream, revision, position }));
        return {
          json: { document, events: told },
          text: () =>
            told.length === 0 ? 'Dokumentet var redan beskrivet så.' : `Dokumentet ${document} är beskrivet.`,
        };
      }),
    );

/** Refuses with CALL_MALFORMED where neither is asked for. */
function asked(document: string, options: Described): { readonly type: string; readonly data: object } {
  const { kind, confirm, namesPatients } = options;
  if (confirm === true) return { type: 'ConfirmDescription', data: { document } };
  if (kind === undefined)
    throw new DomainError('CALL_MALFORMED', { fault: 'växeln --kind eller --confirm måste anges' });
  const answer = namesPatients === undefined ? {} : { namesPatients: namesPatients === 'yes' };
  const facts = Object.fromEntries(FACTS.filter((name) => name in options).map((name) => [name, options[name]]));
  return { type: 'DescribeDocument', data: { document, kind, facts, texts: textsIn(options), ...answer } };
}

function textsIn({ supplier: name, supplierNumber: organisationNumber, number, preceding }: Described): object {
  const known = (texts: Readonly<Record<string, unknown>>) =>
    Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== undefined));
  const supplier = known({ name, organisationNumber });
  return known({
    supplier: Object.keys(supplier).length === 0 ? undefined : supplier,
    number,
    precedingNumber: preceding,
  });
}
