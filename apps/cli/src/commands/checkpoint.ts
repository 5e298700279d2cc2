import { Command } from 'commander';

import { acceptLoss, adoptCheckpoints, heldText } from '#intake';

import { asking, onBook } from '../door.js';
import { personIn } from '../person.js';
import { watched } from '../progress.js';
import { acceptedText, adoptedText } from '../reports/checkpoints.js';
import { type Decided, decidedBy, decisionIn } from './decided.js';

/** `checkpoint`: what the log's key says of it at a moment; and what to do where the signer has forgotten what it said. */
export const checkpointCommand = (): Command =>
  asking(
    new Command('checkpoint').description('den signerade kontrollpunkten: lämna den till den som ska kunna pröva'),
    async ({ book, moment }) => {
      const { note } = await book.signer.checkpoint(moment.position);
      // The checkpoint is the answer itself.
      return {
        json: { ...moment, key: await book.signer.verifierKey() },
        text: () => note.trimEnd(),
        isAttestation: true,
      };
    },
  )
    .addCommand(adopting())
    .addCommand(accepting());

const adopting = (): Command =>
  new Command('adopt')
    .description('låt signeraren ta upp en kontrollpunkt som någon annan har kvar, när dess eget minne är borta')
    .argument('<file>', 'kontrollpunkten, eller en rapport, ett utdrag eller ett svar som bär en')
    .action(
      onBook(async (book, { args: [file = ''] }) => {
        const text = await heldText(file);
        const adopted = await watched((progress) => adoptCheckpoints(book, text, progress));
        return { json: adopted, text: () => adoptedText(adopted) };
      }),
    );

const accepting = (): Command =>
  decidedBy(
    new Command('accept-loss')
      .description('godta att allt som signerats är borta och att ingen har en kontrollpunkt; det skrivs in i liggaren')
      .requiredOption('--reason <text>', 'hur det gick till, och var kontrollpunkter har efterfrågats')
      .option('--by <person>', 'vem som godtar det, person-…'),
  ).action(
    onBook<Decided & { readonly reason: string; readonly by?: string }>(async (book, { options }) => {
      const { reason, by } = options;
      const asked = { decision: decisionIn(options), reason, by: personIn(by, 'operator') };
      const accepted = await watched((progress) => acceptLoss(book, { ...asked, progress }));
      return { json: accepted, text: () => acceptedText(accepted) };
    }),
  );
