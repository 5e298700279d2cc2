import { describe, expect, it } from '@jest/globals';

import { type Actor, fold } from '#kernel';
import { given } from '#spec-kit';

import { ask, AUTHORITY, GRANT, ledger } from '../grant/grant.fixture.js';
import { type Act, type ActCommand, actDecider, actedCommand } from './act.js';
import { type ActEvent, ActProposed } from './act.events.js';
import { needsTwoPersons, proposalOf } from './proposal.js';

const first: Actor = { subject: 'person-a', role: 'accountant' };
const second: Actor = { subject: 'person-b', role: 'approver' };
const system: Actor = { subject: 'system:cli', role: 'operator' };
const of = { grant: GRANT, act: 'a', ground: 'not-reported', amount: '1.00' };
const propose = (by = first): ActCommand => ({
  type: 'ProposeAct',
  data: { act: 'a', command: 'AssessRepayment', of, private: {} },
  by,
});
const confirm = (by = second): ActCommand => ({ type: 'ConfirmAct', data: { act: 'a' }, by });
const reject = (by = second, reason?: string): ActCommand => ({
  type: 'RejectAct',
  data: { act: 'a', ...(reason !== undefined && { reason }) },
  by,
});
const proposed: ActEvent = { type: 'ActProposed', data: { act: 'a', command: 'AssessRepayment', of, by: first } };
const confirmed: ActEvent = { type: 'ActConfirmed', data: { act: 'a', by: second } };
const rejected: ActEvent = { type: 'ActRejected', data: { act: 'a', by: second } };
const act = (...history: readonly ActEvent[]) => given<Act, ActCommand, ActEvent>(actDecider, history);

describe('an act that needs two persons', () => {
  it('is proposed by one', () => {
    act().when(propose()).then([proposed]);
    act(proposed).when(propose()).thenRefuses('ACT_EXISTS');
    act(rejected).when(propose()).thenRefuses('ACT_EXISTS');
  });

  it('is confirmed by another, once', () => {
    act(proposed).when(confirm()).then([confirmed]);
    act(proposed, confirmed).when(confirm()).thenRefuses('ACT_ALREADY_SETTLED');
    act(proposed, rejected).when(confirm()).thenRefuses('ACT_ALREADY_SETTLED');
    act().when(confirm()).thenRefuses('ACT_UNKNOWN');
  });

  it('is not confirmed by the same person, in another role either', () => {
    act(proposed).when(confirm(first)).thenRefuses('ACT_NEEDS_TWO_PERSONS');
    act(proposed)
      .when(confirm({ ...first, role: 'approver' }))
      .thenRefuses('ACT_NEEDS_TWO_PERSONS');
  });

  it('is not an act of the system', () => {
    act().when(propose(system)).thenRefuses('ACT_NEEDS_PERSONS');
    act(proposed).when(confirm(system)).thenRefuses('ACT_NEEDS_PERSONS');
    act(proposed).when(reject(system)).thenRefuses('ACT_NEEDS_PERSONS');
  });

  it('is rejected by anyone, its proposer too, the reason apart', () => {
    act(proposed).when(reject()).then([rejected]);
    act(proposed)
      .when(reject(first, 'Fel belopp'))
      .then([{ type: 'ActRejected', data: { act: 'a', by: first }, private: { reason: 'Fel belopp' } }]);
    act(proposed, confirmed).when(reject()).thenRefuses('ACT_ALREADY_SETTLED');
    act().when(reject()).thenRefuses('ACT_UNKNOWN');
  });

  it('cannot be confirmed once what people typed in it is erased', () => {
    act({ ...proposed, private: null })
      .when(confirm())
      .thenRefuses('ACT_ERASED');
    act({ ...proposed, private: null })
      .when(reject())
      .then([rejected]);
  });
});

describe('the command that waits', () => {
  const commands = [
    ask('AssessRepayment', { act: 'a', ground: 'not-reported', amount: '1.00' }),
    ask('WaiveRepayment', { act: 'a', repayment: 'b', amount: '1.00', reason: 'Skäl', decision: AUTHORITY }),
    ask('SubmitReturn', { act: 'a', signatory: 'Ekonomichef', answers: { fråga: 'svar' } }, { ledger }),
    ask('AmendReturn', { act: 'a', signatory: 'Ekonomichef', reason: 'Sen faktura', caseNumber: 'E-1' }, { ledger }),
  ] as const;
  const stored = (command: (typeof commands)[number]) =>
    actDecider.decide(actDecider.initial, {
      type: 'ProposeAct',
      data: { act: 'a', ...proposalOf(command) },
      by: first,
    });

  it('comes back as it was given, a return with its position and figures', () => {
    for (const command of commands) {
      const events = stored(command).map((event) => ActProposed.read(ActProposed.write(event)));
      const state = fold(actDecider, events);
      if (state.status !== 'proposed') throw new Error('The act waits');
      const { type, data } = actedCommand(state.proposal);
      const again = ask(type as 'SubmitReturn', data as never, { ledger });
      const isReturn = command.type === 'SubmitReturn' || command.type === 'AmendReturn';
      const fixed = isReturn ? { position: ledger.position, figures: ledger.figures, digest: ledger.digest } : {};
      expect(again).toEqual({ ...command, facts: again.facts, data: { ...command.data, ...fixed } });
    }
  });

  it('holds what people sign and type in the private part alone', () => {
    for (const command of commands) {
      const [event] = stored(command);
      const text = JSON.stringify(event?.data);
      expect(text).not.toMatch(/Ekonomichef|svar|Skäl|Sen faktura/);
    }
    expect(proposalOf(commands[3]).private).toEqual({ signatory: 'Ekonomichef', reason: 'Sen faktura' });
  });

  it('is one of four', () => {
    expect(commands.every(needsTwoPersons)).toBe(true);
    expect(needsTwoPersons(ask('CloseGrant', {}))).toBe(false);
  });
});
