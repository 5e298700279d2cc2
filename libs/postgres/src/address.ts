import type pg from 'pg';

import { DomainError } from '#kernel';

import { driver } from './driver.js';

const SHAPE = /^postgres(?:ql)?:\/\/\S+$/;

/**
 * The settings of a connection as the driver reads them from an address: `postgres://user:password@host:5432/database`, or
 * `postgres://user@/database?host=/folder/of/socket`; a password may stand in PGPASSWORD or PGPASSFILE instead. Refuses with
 * POSTGRES_ADDRESS_MALFORMED, which never says what stands in it.
 */
export function settingsOf(address: string): pg.ClientConfig {
  const text = address.trim();
  if (!SHAPE.test(text)) throw new DomainError('POSTGRES_ADDRESS_MALFORMED');
  try {
    // The driver reads an address as it connects, too late for a refusal: it is read once here to see whether it can be.
    const { Client } = driver();
    const client = new Client({ connectionString: text });
    if (client.host === '' || Number.isNaN(client.port)) throw new DomainError('POSTGRES_ADDRESS_MALFORMED');
    return { connectionString: text };
  } catch {
    throw new DomainError('POSTGRES_ADDRESS_MALFORMED');
  }
}
