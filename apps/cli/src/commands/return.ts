import { Command } from 'commander';

import { holdError } from '#intake';
import { DomainError, refusals } from '#kernel';
import { draftFaults, type GrantReturn, returnDifferences } from '#read-models';
import { buildReturn, type DraftAnswers, readDraft, returnAt, returnShown } from '#underlay';

import { asking, type Question } from '../door.js';
import { SOMETHING_REFUSED } from '../exit-codes.js';
import { ProgressLine } from '../progress.js';
import { returnDifferencesText, returnFilesText, returnText } from '../reports/grant-return.js';

interface OfGrant {
  readonly grant: string;
}
interface Drafted extends OfGrant {
  readonly answers?: string;
}
interface Building extends Drafted {
  readonly out: string;
  readonly overwrite?: true;
}

/** `return show`, `return build` and `return diff`. */
export const returnCommands = (): Command =>
  new Command('return')
    .description('återrapporten: vad den säger, dess filer, och vad som har ändrats')
    .addCommand(show())
    .addCommand(build())
    .addCommand(diff());

const ofGrant = (command: Command): Command => command.requiredOption('--grant <grant>', 'bidragets id');
const drafted = (command: Command): Command =>
  ofGrant(command).option('--answers <file>', 'utkast till svaren i blanketten, som json eller xlsx');

const show = (): Command =>
  asking<Drafted>(
    drafted(new Command('show').description('återrapporten som den skulle lämnas, med kontroller och återbetalning')),
    async (question, { options }) => {
      const { found, draft } = await made(question, options);
      const faults = draft === null ? [] : draftFaults(found, draft);
      const told = faults.map((fault) => ({ ...fault, message: wordsOf(fault) }));
      return {
        json: {
          ...returnShown(found),
          ...(draft === null ? {} : { answerFaults: told }),
        },
        text: () => returnText(found, draft === null ? null : told.map(({ message }) => message)),
        ...(faults.length > 0 && { exitCode: SOMETHING_REFUSED }),
      };
    },
  );

const build = (): Command =>
  asking<Building>(
    drafted(new Command('build').description('återrapportens filer: samma position ger samma byte'))
      .requiredOption('--out <path>', 'filen att skriva (.json, .xlsx eller .pdf), eller en mapp för alla tre')
      .option('--overwrite', 'skriv över filer som finns'),
    async (question, { options }) => {
      const { integrityHold, checkpoint } = question.attestation;
      if (integrityHold !== undefined) throw holdError(integrityHold);
      const { found, draft } = await made(question, options);
      refuseFaults(found, draft);
      return files(question, { found, draft, checkpoint }, options);
    },
  );

const diff = (): Command =>
  asking<OfGrant>(
    ofGrant(
      new Command('diff').description('lämnade återrapporter, var och en mot den före, och liggaren mot den sista'),
    ),
    async ({ book, moment }, { options: { grant } }) => {
      const returns = await returnDifferences(book.models.db, grant, moment);
      if (returns === undefined) throw new DomainError('GRANT_NOT_ANNOUNCED', { grant });
      const { position, perDate } = moment;
      const json = { grant, position, ...(perDate === undefined ? {} : { perDate }), returns };
      return { json, text: () => returnDifferencesText(json) };
    },
  );

async function made(
  { book, moment }: Question,
  { grant, answers }: Drafted,
): Promise<{ readonly found: GrantReturn; readonly draft: DraftAnswers | null }> {
  const found = await returnAt(book, grant, moment);
  return { found, draft: answers === undefined ? null : await readDraft(answers, found) };
}

type Fault = ReturnType<typeof draftFaults>[number];

const wordsOf = ({ code, field, maxLength }: Fault): string =>
  refusals[code].says.replace('{field}', field).replace('{maxLength}', String(maxLength ?? ''));

function refuseFaults(found: GrantReturn, draft: DraftAnswers | null): void {
  const [fault] = draft === null ? [] : draftFaults(found, draft);
  if (fault !== undefined) throw new DomainError(fault.code, { field: fault.field, maxLength: fault.maxLength ?? '' });
}

async function files(
  { book, moment, attestation }: Question,
  asked: Parameters<typeof buildReturn>[1]['made'],
  options: Placed,
) {
  const { grant, out, overwrite } = options;
  const line = new ProgressLine();
  const progress = (done: string) => {
    line.say(() => done);
  };
  try {
    const root = attestation.root ?? '';
    const { id, isNew, result } = await buildReturn(book, { made: asked, moment, root, out, overwrite, progress });
    const json = { grant, position: moment.position, ...result.told, run: { id, isNew } };
    return { json, text: () => returnFilesText(json) };
  } finally {
    line.end();
  }
}

type Placed = Pick<Building, 'grant' | 'out' | 'overwrite'>;
