import type { Schema } from '#postgres';

/** Who does what, and who is there to do it (docs/adr/0021-leases-and-where-checkpoints-lie.md). */
export const WORK: Schema = {
  schema: 'bidragsbok_work',
  steps: [
    `
CREATE TABLE lease (
  role text NOT NULL,
  part text NOT NULL,
  holder text,
  token bigint NOT NULL DEFAULT 0,
  until timestamptz NOT NULL DEFAULT '-infinity',
  PRIMARY KEY (role, part));

CREATE TABLE worker (
  role text NOT NULL,
  worker text NOT NULL,
  until timestamptz NOT NULL,
  PRIMARY KEY (role, worker));`,
  ],
};

export const LEASES = `${WORK.schema}.lease`;
