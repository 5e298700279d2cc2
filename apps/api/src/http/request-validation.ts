import { type ValidationError, ValidationPipe } from '@nestjs/common';

import { DomainError } from '#kernel';

/** A field that cannot be read, and what was expected there; never what stood there. */
export interface Fault {
  readonly field: string;
  readonly expected: string;
}

/** Guards every request by its DTO: unknown fields are faults, and all faults are told at once (REQUEST_MALFORMED). */
export const requestValidation = (): ValidationPipe =>
  new ValidationPipe({
    // The command's data stay the JSON that came: the classes describe and check it, and nothing reads them.
    transform: false,
    transformOptions: { exposeUnsetFields: false },
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    exceptionFactory: (errors) => malformed(errors.flatMap((error) => faultsOf(error, ''))),
  });

/** The refusal of a request with all its faults. */
export function malformed(faults: readonly Fault[]): DomainError {
  const [first = { field: '?', expected: '?' }] = faults;
  return new DomainError('REQUEST_MALFORMED', { ...first, all: faults.map(inWords) });
}

const inWords = ({ field, expected }: Fault): string => `${field}: ${expected}`;

function faultsOf({ property, value, constraints = {}, children = [] }: ValidationError, parent: string): Fault[] {
  // A field's name came from outside: as much of it as a field of ours is long is enough to find it by.
  const field = `${parent}${property.slice(0, 40)}`;
  const isMissing = value === undefined && children.length === 0;
  const own = [...expectations(constraints, isMissing)].map((expected) => ({ field, expected }));
  return [...own, ...children.flatMap((child) => faultsOf(child, `${field}.`))];
}

/** What was expected of a field, each thing once. Of what is missing, or is no list, nothing more needs to be said. */
function expectations(constraints: Readonly<Record<string, string>>, isMissing: boolean): ReadonlySet<string> {
  const { isArray, whitelistValidation, ...others } = constraints;
  if (whitelistValidation !== undefined) return new Set(['Fältet finns inte här.']);
  if (isMissing) return new Set(['Fältet saknas.']);
  return new Set(isArray === undefined ? Object.values(others) : [isArray]);
}
