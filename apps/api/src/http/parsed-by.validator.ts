import { ValidateBy } from 'class-validator';

import { DomainError, type Parser } from '#kernel';

/** The class-validator face of a value object: `@ParsedBy(Money) readonly amount!: string`. It says what the parser says. */
export const ParsedBy = (type: Parser<unknown>): PropertyDecorator =>
  ValidateBy({
    name: 'parsedBy',
    validator: {
      validate: (text: unknown) => refusalOf(type, text) === undefined,
      defaultMessage: (given) => refusalOf(type, given?.value) ?? '',
    },
  });

function refusalOf(type: Parser<unknown>, text: unknown): string | undefined {
  if (typeof text !== 'string') return 'Värdet ska vara en text.';
  try {
    type.parse(text);
    return undefined;
  } catch (error) {
    if (error instanceof DomainError) return error.message;
    throw error;
  }
}
