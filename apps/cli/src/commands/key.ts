import { Command } from 'commander';

import { DomainError } from '#kernel';

import { onBook } from '../door.js';
import { facts } from '../output.js';
import { type Decided, decidedBy, decisionIn } from './decided.js';

/** The keys: `key show`, `key rotate` and `key replace` of the one that signs, `key copy` of those to the documents. */
export const keyCommands = (): Command =>
  new Command('key')
    .description('nyckeln som signerar liggarens kontrollpunkter, och nycklarna till dokumenten')
    .addCommand(shown())
    .addCommand(rotated())
    .addCommand(replaced())
    .addCommand(copied());

const shown = (): Command =>
  new Command('show').description('nyckeln som den lämnas till en revisor, och de som gällde före den').action(
    onBook(async (book) => {
      const keys = await book.verifierKeys();
      const current = keys.at(-1) ?? null;
      if (current === null) throw new DomainError('KEY_UNKNOWN');
      const text = () => facts([['Nyckel', current], ...keys.slice(0, -1).map((key) => ['Tidigare', key] as const)]);
      return { json: { key: current, earlier: keys.slice(0, -1) }, text };
    }),
  );

const rotated = (): Command =>
  new Command('rotate')
    .description('byt signeringsnyckel; den gamla lämnar över och förstörs, och det den har signerat gäller')
    .requiredOption('--id <id>', 'ett namn på bytet, så att ett avbrutet försök kan göras om (2026-revision)')
    .action(
      onBook<{ readonly id: string }>(async (book, { options: { id } }) => {
        const key = await book.rotateKey(`rotate-${id}`);
        return { json: { key }, text: () => newKeyText(key) };
      }),
    );

const replaced = (): Command =>
  decidedBy(
    new Command('replace')
      .description('ersätt en signeringsnyckel som är förlorad; ingen lämnar över, så den nya ska lämnas på annan väg')
      .requiredOption('--id <id>', 'ett namn på bytet, så att ett avbrutet försök kan göras om (2026-brand)'),
  ).action(
    onBook<Decided & { readonly id: string }>(async (book, { options }) => {
      const key = await book.replaceKey(`replace-${options.id}`, decisionIn(options));
      return { json: { key }, text: () => newKeyText(key) };
    }),
  );

const copied = (): Command =>
  new Command('copy')
    .description('kopiera nycklarna till dokumenten; ingen säkerhetskopia har dem')
    .requiredOption('--to <dir>', 'den nya mappen')
    .action(
      onBook<{ readonly to: string }>(async (book, { options: { to } }) => {
        await (await book.vault()).copyKeys(to);
        const text = () =>
          `Nycklarna är kopierade till ${to}. Förstör äldre kopior: de öppnar det som har gallrats sedan dess.`;
        return { json: { folder: to }, text };
      }),
    );

const newKeyText = (key: string): string =>
  facts([
    ['Ny nyckel', key],
    ['Lämna den till', 'alla som prövar liggaren'],
  ]);
