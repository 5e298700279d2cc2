import { Command } from 'commander';

import { DomainError } from '#kernel';
import { allocationTree, grantPosition, grants } from '#read-models';

import { asking } from '../door.js';
import { allocationTreeText } from '../reports/allocation-tree.js';
import { grantPositionText } from '../reports/grant-position.js';
import { grantListText } from '../reports/lists.js';

/** `grant show`, `grant tree` and `grant list`. */
export const grantCommands = (): Command =>
  new Command('grant')
    .description('bidrag: siffror och fördelning')
    .addCommand(show())
    .addCommand(tree())
    .addCommand(list());

const show = (): Command =>
  asking(
    new Command('show')
      .description('bidragets siffror, hela och per pott och område')
      .argument('<grant>', 'bidragets id'),
    ({ book, moment }, { args: [grant = ''] }) => {
      const position = grantPosition(book.models.db, grant, moment) ?? unknown(grant);
      return { json: position, text: () => grantPositionText(position) };
    },
  );

const tree = (): Command =>
  asking(
    new Command('tree').description('vem som har fått vad, led för led').argument('<grant>', 'bidragets id'),
    ({ book, moment }, { args: [grant = ''] }) => {
      const allocations = allocationTree(book.models.db, grant, moment) ?? unknown(grant);
      return { json: allocations, text: () => allocationTreeText(allocations) };
    },
  );

const list = (): Command =>
  asking(new Command('list').description('bidragen'), ({ book, moment }) => {
    const found = grants(book.models.db, moment);
    return { json: { ...moment, grants: found }, text: () => grantListText(found, moment) };
  });

function unknown(grant: string): never {
  throw new DomainError('GRANT_NOT_ANNOUNCED', { grant });
}
