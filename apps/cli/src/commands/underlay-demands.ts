import { hash } from 'node:crypto';

import { Command, Option } from 'commander';

import type { Bidragsbok } from '#intake';
import { DomainError } from '#kernel';
import { underlayDemands } from '#read-models';
import { digestOf, type KnownBuild, knownBuilds, packageForms, unlikeBuild } from '#underlay';

import { countIn } from '../count.js';
import { dayIn } from '../day.js';
import { asking, onBook } from '../door.js';
import { personIn } from '../person.js';
import { deliveredText, demandedText, demandsText } from '../reports/underlay-demands.js';

interface By {
  readonly grant: string;
  readonly by?: string;
}
interface DemandOptions extends By {
  readonly demand: string;
  readonly caseNumber: string;
  readonly due?: string;
  readonly projectCode?: string;
  readonly from?: string;
  readonly to?: string;
  readonly sample?: string;
  readonly note?: string;
}
interface DeliverOptions extends By {
  readonly package: string;
  readonly demand?: string;
  readonly position?: number;
  readonly form?: string;
  readonly to: string;
  readonly reviewedBy: string;
  readonly paragraph: string;
  readonly caseNumber?: string;
}

/** `underlay demand`: the authority asks for underlay. */
export const demandCommand = (): Command =>
  ofGrant(new Command('demand').description('registrera att myndigheten begär underlag'))
    .requiredOption('--demand <id>', 'begärans id, som överlämnandet sedan svarar på')
    .requiredOption('--case-number <number>', 'myndighetens diarienummer')
    .option('--due <date>', 'sista dagen att svara', dayIn)
    .option('--project-code <code>', 'bara den koden')
    .option('--from <date>', 'bokfört från och med dagen', dayIn)
    .option('--to <date>', 'bokfört till och med dagen', dayIn)
    .option('--sample <method>', 'stickprovet som begäran säger det, till exempel mus:100')
    .option('--note <text>', 'begäran i myndighetens egna ord')
    .action(
      onBook<DemandOptions>(async (book, { options }) => {
        const { grant, demand, caseNumber, due, projectCode, from, to, sample, note } = options;
        const data = { grant, demand, caseNumber, due, projectCode, from, to, sample, note };
        const [event] = await recorded(book, 'RecordUnderlayDemand', { data, by: options.by });
        const json = { grant, demand, caseNumber, due: due ?? null, event };
        return { json, text: () => demandedText(json) };
      }),
    );

/** `underlay deliver`: a package was handed over, and whether it was built here. */
export const deliverCommand = (): Command =>
  ofGrant(
    new Command('deliver').description('registrera att ett underlagspaket är överlämnat, och säg om det är byggt här'),
  )
    .requiredOption('--package <file>', 'paketet som lämnades över, eller dess SHA-256')
    .option('--demand <id>', 'begäran som det svarar på')
    .option('--position <position>', 'positionen som det byggdes vid; behövs bara om bygget inte är känt', countIn)
    .addOption(new Option('--form <form>', 'formen; behövs bara om bygget inte är känt').choices(packageForms))
    .requiredOption('--to <name>', 'mottagaren')
    .requiredOption('--reviewed-by <name>', 'vem som prövade sekretessen')
    .requiredOption('--paragraph <paragraph>', 'bestämmelsen som den prövades enligt')
    .option('--case-number <number>', 'det egna diarienumret')
    .action(
      onBook<DeliverOptions>(async (book, { options }) => {
        const { grant, demand, to, reviewedBy, paragraph, caseNumber } = options;
        const sha256 = await digestIn(options.package);
        const built = (await knownBuilds(await book.runs())).get(sha256) ?? null;
        const of = builtAs(options, built);
        const data = { grant, demand, package: sha256, ...of, to, reviewedBy, paragraph, caseNumber };
        const [event] = await recorded(book, 'RecordUnderlayDelivery', { data, by: options.by });
        const answered = await demandOf(book, grant, demand);
        const unlike = built === null ? [] : unlikeBuild({ grant, ...of }, built);
        const json = { grant, package: sha256, ...of, demand: answered, build: built, unlike, event };
        return { json, text: () => deliveredText(json) };
      }),
    );

/** `underlay demands`: what is asked for and what was handed over, each with the build that made it. */
export const demandsCommand = (): Command =>
  asking<{ readonly grant: string }>(
    new Command('demands')
      .description('begärda underlag med det som har lämnats över, och byggena som gjorde det')
      .requiredOption('--grant <grant>', 'bidragets id'),
    async ({ book, moment }, { options: { grant } }) => {
      const found = await underlayDemands(book.models.db, grant, moment);
      if (found === undefined) throw new DomainError('GRANT_NOT_ANNOUNCED', { grant });
      const builds = await knownBuilds(await book.runs());
      const known = <Sent extends { readonly package: string }>(sent: readonly Sent[]) =>
        sent.map((one) => ({ ...one, build: builds.get(one.package) ?? null }));
      const demands = found.demands.map((one) => ({ ...one, deliveries: known(one.deliveries) }));
      const json = { ...moment, grant, demands, undemanded: known(found.undemanded) };
      return { json, text: () => demandsText(json) };
    },
  );

const ofGrant = (command: Command): Command =>
  command
    .requiredOption('--grant <grant>', 'bidragets id')
    .option('--by <person>', 'den som registrerar, person-…; annars systemet');

/** The same call again finds what it recorded the first time. */
async function recorded(
  book: Bidragsbok,
  type: string,
  { data, by }: { readonly data: object; readonly by: string | undefined },
) {
  const command = { type, by: personIn(by, 'accountant'), data };
  const events = await book.execute(command, `cli-${type}-${hash('sha256', JSON.stringify(command)).slice(0, 24)}`);
  return events.map(({ type: of, stream, revision, position }) => ({ type: of, stream, revision, position }));
}

async function digestIn(text: string): Promise<string> {
  if (/^[0-9a-f]{64}$/.test(text)) return text;
  const digest = await digestOf(text);
  if (digest === null) throw new DomainError('PACKAGE_UNREADABLE', {});
  return digest;
}

function builtAs({ position, form }: DeliverOptions, built: KnownBuild | null) {
  const of = { position: position ?? built?.position, form: form ?? built?.form };
  if (of.position !== undefined && of.form !== undefined) return { position: of.position, form: of.form };
  throw new DomainError('CALL_MALFORMED', {
    fault: 'bygget är inte känt här: ange --position och --form, som paketets innehall.json säger dem',
  });
}

async function demandOf(book: Bidragsbok, grant: string, demand: string | undefined) {
  const found = await underlayDemands(book.models.db, grant, await book.moment());
  const one = found?.demands.find((each) => each.demand === demand);
  return one === undefined ? null : { demand: one.demand, caseNumber: one.caseNumber, due: one.due };
}
