import type { AllocationNode, AllocationTree } from '#read-models';

import { facts, heading, page, table } from '../output.js';
import { amountInSwedish, figureLabels } from '../swedish.js';
import { momentText } from './moment.js';

const totals = ['announced', 'awarded', 'ownFunding', 'allocated', 'unallocated'] as const;

interface Placed {
  readonly node: AllocationNode;
  readonly depth: number;
}

/** Who has got what, level by level: the amounts in one table, then what each allocation rests on. */
export function allocationTreeText(tree: AllocationTree): string {
  const placed = tree.allocations.flatMap((node) => withBelow(node, 0));
  return page(
    `${heading(`Fördelning av ${tree.grant}`)}\n${momentText(tree)}`,
    table(
      [{ title: 'Belopp i kronor' }, { title: 'Hela bidraget', align: 'right' }],
      totals.map((name) => [figureLabels[name], amountInSwedish(tree[name])]),
    ),
    placed.length === 0 ? 'Inget är fördelat än.' : amountsText(placed),
    ...placed.map(({ node }) => restsOn(node)),
  );
}

const withBelow = (node: AllocationNode, depth: number): Placed[] => [
  { node, depth },
  ...node.onward.flatMap((child) => withBelow(child, depth + 1)),
];

const amountsText = (placed: readonly Placed[]): string =>
  table(
    [
      { title: 'Fördelning', max: 34 },
      { title: 'Belopp', align: 'right' },
      { title: 'Vidare', align: 'right' },
      { title: 'Kvar', align: 'right' },
      { title: figureLabels.used, align: 'right' },
      { title: figureLabels.notReported, align: 'right' },
    ],
    placed.map(({ node, depth }) => [
      `${'  '.repeat(depth)}${node.allocation}`,
      amountInSwedish(node.amount),
      amountInSwedish(node.onwardAllocated),
      amountInSwedish(node.remaining),
      amountInSwedish(node.spent.used),
      amountInSwedish(node.spent.notReported),
    ]),
  );

const restsOn = (node: AllocationNode): string =>
  `${node.allocation}: ${recipientOf(node)}\n${indented(
    facts([
      ['Beslut', decisionOf(node)],
      ['Pott', node.pot ?? 'öppen'],
      ['Områden', node.purposeAreas.length === 0 ? null : node.purposeAreas.join(', ')],
      ['Nyckel', node.key === null ? null : keyOf(node.key)],
      [figureLabels.ownFunding, node.ownFunding === '0.00' ? null : amountInSwedish(node.ownFunding)],
      ['Rapporterat av utföraren', node.reported === null ? null : amountInSwedish(node.reported)],
    ]),
  )}`;

const keyOf = ({ rule, of, gives, difference }: NonNullable<AllocationNode['key']>): string =>
  `${rule} av ${amountInSwedish(of)} ger ${amountInSwedish(gives)}; det beslutade skiljer ${amountInSwedish(difference)}`;

function recipientOf({ to }: AllocationNode): string {
  // A sole trader's name and number are personal data and stand in the private part alone.
  if (to.kind === 'sole-trader') return 'enskild näringsidkare';
  return to.kind === 'unit' ? `${to.name} (egen enhet)` : `${to.name} (${to.organisationNumber})`;
}

function decisionOf({ decision }: AllocationNode): string {
  const { status, body, date, paragraph, caseNumber, proposedBy, delegatedFrom } = decision;
  const words = status === 'decided' ? `beslutat av ${body}` : `förslag till ${body}`;
  const rest = [date, paragraph, caseNumber, proposedBy && `föreslaget av ${proposedBy}`];
  const delegation = delegatedFrom === undefined ? undefined : `med delegation enligt ${delegatedFrom}`;
  return [words, ...rest, delegation].filter((part) => part !== undefined).join(', ');
}

const indented = (text: string): string =>
  text
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n');
