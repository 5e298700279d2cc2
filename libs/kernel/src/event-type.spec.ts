import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';

import { EventCatalogue, EventType } from './event-type.js';
import { Money } from './money.js';
import { amountText, money } from './schemas.js';

const Paid = EventType.v1('Paid', z.strictObject({ amount: money }), {
  private: z.strictObject({ text: z.string() }),
});
const Plain = EventType.v1('Plain', z.strictObject({ amount: amountText }), { plain: true });
const Noted = EventType.v1('Noted', z.strictObject({ amount: amountText }), {
  plain: true,
  private: z.strictObject({ text: z.string() }),
});
const Moved = EventType.v1('Moved', z.strictObject({ to: z.string() }))
  .next(z.strictObject({ to: z.string(), pot: z.string().nullable() }), (v1) => ({ ...v1, pot: null }))
  .next(z.strictObject({ to: z.string().min(1), pot: z.array(z.string()) }), ({ to, pot }) => ({
    to,
    pot: pot === null ? [] : [pot],
  }));

describe('an event type', () => {
  it('writes values as JSON and reads them back', () => {
    const event = { type: 'Paid', data: { amount: Money.parse('12.50') }, private: { text: 'Faktura' } } as const;
    const written = Paid.write(event);
    expect(written).toEqual({ type: 'Paid', version: 1, data: { amount: '12.50' }, private: { text: 'Faktura' } });
    expect(Paid.read(written)).toEqual(event);
    const plain = Plain.write({ type: 'Plain', data: { amount: '12.50' } });
    expect(plain).toEqual({ type: 'Plain', version: 1, data: { amount: '12.50' } });
  });

  it('reads a private part as present, absent or erased', () => {
    const stored = { type: 'Paid', version: 1, data: { amount: '12.50' } };
    expect(Paid.read(stored)).not.toHaveProperty('private');
    expect(Paid.read({ ...stored, private: { text: 'Faktura' } }).private).toEqual({ text: 'Faktura' });
    expect(Paid.read({ ...stored, private: null }).private).toBeNull();
  });

  it('stores a part that is erased as none, and a plain type’s as it is', () => {
    const erased = Paid.write({ type: 'Paid', data: { amount: Money.zero }, private: null });
    expect(erased).toEqual({ type: 'Paid', version: 1, data: { amount: '0.00' } });
    const event = { type: 'Noted', data: { amount: '12.50' }, private: { text: 'Faktura' } } as const;
    expect(Noted.write(event)).toEqual({ ...event, version: 1 });
    expect(Noted.read({ ...event, version: 1 })).toEqual(event);
    expect(() => Noted.write({ ...event, private: { text: 1 } })).toThrow(z.ZodError);
  });

  it('stores no bad fact, and no private part that it does not declare', () => {
    expect(() => Paid.write({ type: 'Paid', data: { amount: '12.50' } })).toThrow(z.ZodError);
    expect(() => Plain.write({ type: 'Plain', data: { amount: '12.5' } })).toThrow(z.ZodError);
    expect(() => Paid.write({ type: 'Paid', data: { amount: Money.zero }, private: { other: 1 } })).toThrow(z.ZodError);
    expect(() => Plain.write({ type: 'Plain', data: { amount: '1.00' }, private: {} })).toThrow(
      'Plain declares no private part',
    );
    expect(() => Paid.read({ type: 'Paid', version: 1, data: { amount: 12.5 } })).toThrow(z.ZodError);
    expect(() => Paid.read({ type: 'Paid', version: 1, data: { amount: '12.50', text: 'Faktura' } })).toThrow(
      z.ZodError,
    );
  });

  it('lifts every version that there has been to the newest', () => {
    expect(Moved.version).toBe(3);
    const lifted = (version: number, data: object) => Moved.read({ type: 'Moved', version, data }).data;
    expect(lifted(1, { to: 'a' })).toEqual({ to: 'a', pot: [] });
    expect(lifted(2, { to: 'a', pot: 'rural' })).toEqual({ to: 'a', pot: ['rural'] });
    expect(lifted(3, { to: 'a', pot: ['rural'] })).toEqual({ to: 'a', pot: ['rural'] });
    expect(Moved.write({ type: 'Moved', data: { to: 'a', pot: [] } }).version).toBe(3);
  });

  it('checks what it lifted, and knows no version of the future', () => {
    expect(() => Moved.lift({ type: 'Moved', version: 1, data: { to: '' } })).toThrow(z.ZodError);
    for (const version of [0, 4]) {
      expect(() => Moved.read({ type: 'Moved', version, data: { to: 'a' } })).toThrow(
        `Unknown version ${version} of Moved`,
      );
    }
  });
});

describe('the catalogue of events', () => {
  const catalogue = new EventCatalogue([Paid, Plain, Moved]);

  it('finds the type by its name', () => {
    expect(catalogue.names).toEqual(['Paid', 'Plain', 'Moved']);
    const stored = { type: 'Moved', version: 1, data: { to: 'a' } };
    expect(catalogue.read(stored)).toEqual({ type: 'Moved', data: { to: 'a', pot: [] } });
    expect(catalogue.lift(stored)).toEqual({ to: 'a', pot: [] });
    expect(catalogue.write({ type: 'Plain', data: { amount: '1.00' } }).version).toBe(1);
  });

  it('has never heard of others', () => {
    expect(() => catalogue.read({ type: 'Lost', version: 1, data: {} })).toThrow('Unknown event type Lost');
  });
});
