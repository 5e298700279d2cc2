import type { grantEventTypes } from '#grants';
import { counted, type WireOf } from '#kernel';

import { kr, krTogether, type Sentences } from './sentence.js';

type GrantWire = WireOf<(typeof grantEventTypes)[number]>;
type FundsAllocated = Extract<GrantWire, { readonly type: 'FundsAllocated' }>;
type ReturnFigures = Extract<GrantWire, { readonly type: 'ReturnSubmitted' }>['data']['figures'];

const byFunder: Pick<
  Sentences<GrantWire>,
  | 'GrantAnnounced'
  | 'GrantRequisitioned'
  | 'RequisitionAmended'
  | 'PlanRegistered'
  | 'GrantAwarded'
  | 'AwardAmended'
  | 'GrantPaid'
  | 'GrantClosed'
> = {
  GrantAnnounced: {
    one: ({ data }) => `registrerade bidraget ${data.grant}: ${krTogether(data.amounts)} utannonserade`,
    many: (count) => `registrerade ${counted(count, 'bidrag', 'bidrag')}`,
  },
  GrantRequisitioned: {
    one: ({ data }) => `rekvirerade ${krTogether(data.amounts)} av bidraget ${data.grant}`,
    many: (count) => `registrerade ${counted(count, 'rekvisition', 'rekvisitioner')}`,
  },
  RequisitionAmended: {
    one: ({ data }) => `ändrade rekvisitionen av bidraget ${data.grant} till ${krTogether(data.amounts)}`,
    many: (count) => `ändrade ${counted(count, 'rekvisition', 'rekvisitioner')}`,
  },
  PlanRegistered: {
    one: ({ data }) =>
      `registrerade den gemensamma planen för ${data.grant} med ${counted(data.plan.length, 'utförare', 'utförare')}`,
    many: (count) => `registrerade ${counted(count, 'plan', 'planer')}`,
  },
  GrantAwarded: {
    one: ({ data }) => `registrerade beslutet om bidraget ${data.grant}: ${krTogether(data.amounts)} beviljade`,
    many: (count) => `registrerade ${counted(count, 'beslut', 'beslut')} om bidrag`,
  },
  AwardAmended: {
    one: ({ data }) =>
      `registrerade ett ändrat beslut om bidraget ${data.grant}: ${krTogether(data.amounts)} beviljade`,
    many: (count) => `registrerade ${counted(count, 'ändrat beslut', 'ändrade beslut')} om bidrag`,
  },
  GrantPaid: {
    one: ({ data }) => `registrerade att ${krTogether(data.amounts)} av bidraget ${data.grant} är utbetalda`,
    many: (count) => `registrerade ${counted(count, 'utbetalning', 'utbetalningar')}`,
  },
  GrantClosed: {
    one: ({ data }) => `avslutade bidraget ${data.grant}`,
    many: (count) => `avslutade ${counted(count, 'bidrag', 'bidrag')}`,
  },
};

function recipientOf({ to }: FundsAllocated['data']): string {
  return to.kind === 'sole-trader' ? 'en enskild näringsidkare' : to.name;
}
function allocated({ data }: FundsAllocated): string {
  const { allocation, from, amount, grant, decision } = data;
  const did = decision.status === 'proposed' ? 'registrerade förslaget att ge' : 'gav';
  const source = from === null ? `ur bidraget ${grant}` : `ur tilldelningen ${from}`;
  return `${did} ${recipientOf(data)} ${kr(amount)} ${source}, som tilldelningen ${allocation}`;
}

const onAllocations: Pick<
  Sentences<GrantWire>,
  | 'FundsAllocated'
  | 'AllocationDecided'
  | 'FundsRedistributed'
  | 'AllocationReduced'
  | 'ProviderReported'
  | 'ProviderRepaid'
> = {
  FundsAllocated: {
    one: allocated,
    many: (count) => `registrerade ${counted(count, 'tilldelning', 'tilldelningar')}`,
    why: 'reason',
  },
  AllocationDecided: {
    one: ({ data: { allocation, pot } }) =>
      `registrerade beslutet om tilldelningen ${allocation}${pot === null ? '' : `, ur potten ${pot}`}`,
    many: (count) => `registrerade beslut om ${counted(count, 'tilldelning', 'tilldelningar')}`,
  },
  FundsRedistributed: {
    one: ({ data: { amount, from, to } }) => `omfördelade ${kr(amount)} från ${from} till ${to}`,
    many: (count) => `gjorde ${counted(count, 'omfördelning', 'omfördelningar')}`,
    why: 'reason',
  },
  AllocationReduced: {
    one: ({ data: { allocation, amount } }) => `minskade tilldelningen ${allocation} med ${kr(amount)}`,
    many: (count) => `minskade ${counted(count, 'tilldelning', 'tilldelningar')}`,
    why: 'reason',
  },
  ProviderReported: {
    one: ({ data: { allocation, used } }) => `registrerade rapporten från ${allocation}: ${krTogether(used)} använda`,
    many: (count) => `registrerade ${counted(count, 'rapport', 'rapporter')} från utförare`,
    why: 'note',
  },
  ProviderRepaid: {
    one: ({ data: { allocation, amount } }) => `registrerade att ${allocation} har betalat tillbaka ${kr(amount)}`,
    many: (count) => `registrerade ${counted(count, 'återbetalning', 'återbetalningar')} från utförare`,
  },
};

const figuresIn = ({ received, used, unused }: ReturnFigures): string =>
  `${kr(received)} mottagna, ${kr(used)} använda och ${kr(unused)} ej förbrukade`;

const onReturns: Omit<Sentences<GrantWire>, keyof typeof byFunder | keyof typeof onAllocations> = {
  ReturnSubmitted: {
    one: ({ data: { grant, figures } }) => `lämnade återrapporten för ${grant}: ${figuresIn(figures)}`,
    many: (count) => `lämnade ${counted(count, 'återrapport', 'återrapporter')}`,
  },
  ReturnAmended: {
    one: ({ data: { grant, figures } }) => `lämnade en ändrad återrapport för ${grant}: ${figuresIn(figures)}`,
    many: (count) => `lämnade ${counted(count, 'ändrad återrapport', 'ändrade återrapporter')}`,
    why: 'reason',
  },
  RepaymentAssessed: {
    one: ({ data: { grant, repayment, amount } }) =>
      `bedömde att ${kr(amount)} av bidraget ${grant} ska betalas tillbaka (${repayment})`,
    many: (count) => `bedömde ${counted(count, 'återbetalning', 'återbetalningar')}`,
  },
  RepaymentClaimed: {
    one: ({ data: { repayment, amount } }) => `registrerade återkravet ${repayment} på ${kr(amount)}`,
    many: (count) => `registrerade ${counted(count, 'återkrav', 'återkrav')}`,
  },
  RepaymentWaived: {
    one: ({ data: { repayment, amount } }) =>
      `registrerade att myndigheten avstår från ${kr(amount)} av återkravet ${repayment}`,
    many: (count) => `registrerade ${counted(count, 'avstående', 'avståenden')} från återkrav`,
    why: 'reason',
  },
  RepaymentPaid: {
    one: ({ data: { repayment, amount } }) => `registrerade att ${kr(amount)} är återbetalda på ${repayment}`,
    many: (count) => `registrerade ${counted(count, 'återbetalning', 'återbetalningar')}`,
  },
  UnderlayDemanded: {
    one: ({ data: { demand, caseNumber, due } }) =>
      `registrerade begäran om underlag ${demand} (${caseNumber})${due === undefined ? '' : `, senast ${due}`}`,
    many: (count) => `registrerade ${counted(count, 'begäran', 'begäran')} om underlag`,
    why: 'note',
  },
  UnderlayDelivered: {
    one: ({ data: { demand, package: sha256, position } }) =>
      `registrerade att underlag är överlämnat${demand === null ? '' : ` för ${demand}`}: position ${position}, ${sha256.slice(0, 12)}…`,
    many: (count) => `registrerade ${counted(count, 'överlämning', 'överlämningar')} av underlag`,
  },
  FindingWaived: {
    one: ({ data: { finding, code, amount } }) =>
      `avstod från iakttagelsen ${finding} (${code})${amount === null ? '' : ` på ${kr(amount)}`}`,
    many: (count) => `avstod från ${counted(count, 'iakttagelse', 'iakttagelser')}`,
    why: 'reason',
  },
};

/** What happens to a grant, in words. */
export const grantSentences: Sentences<GrantWire> = { ...byFunder, ...onAllocations, ...onReturns };
