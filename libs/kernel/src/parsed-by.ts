import { z } from 'zod';

import { DomainError } from './domain-error.js';

/** A value object's one parser: text in, value out, DomainError for what it refuses. */
export interface Parser<Value> {
  parse(text: string): Value;
}

/**
 * The zod face of a value object: the value inside, its canonical text in JSON. A refusal of the parser becomes an issue
 * of the schema, so that a malformed field never passes for a refusal of the business.
 */
export const parsedBy = <Value extends { toString(): string }>(type: Parser<Value>) =>
  z.codec(
    z.string(),
    z.custom<Value>((value) => value instanceof (type as unknown as abstract new () => Value)),
    {
      decode: (text, context): Value => {
        try {
          return type.parse(text);
        } catch (error) {
          if (!(error instanceof DomainError)) throw error;
          context.issues.push({ code: 'custom', message: error.message, input: text, params: { code: error.code } });
          return z.NEVER;
        }
      },
      encode: (value) => value.toString(),
    },
  );
