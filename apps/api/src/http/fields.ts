import type { ApiPropertyOptions } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsInt, IsString, Matches, Max, MaxLength, Min, MinLength, ValidateBy } from 'class-validator';

import { identifier, LocalDate, Money, OrganisationNumber, type Parser, Share } from '#kernel';

import { field, type FieldOptions } from './field.js';
import { ParsedBy } from './parsed-by.validator.js';

interface TextOptions extends FieldOptions {
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: RegExp;
}
interface NumberOptions extends FieldOptions {
  readonly min?: number;
  readonly max?: number;
}
type OfField = (options?: FieldOptions) => PropertyDecorator;

const parsed =
  (type: Parser<unknown>, page: ApiPropertyOptions): OfField =>
  (options = {}) =>
    field({ page: { type: 'string', ...page }, checks: [ParsedBy(type)] }, options);

/** An amount in SEK, `-1234.50`. */
export const MoneyField = parsed(Money, { format: 'amount', example: '1234.50' });
/** A calendar day, `2026-02-28`. */
export const DateField = parsed(LocalDate, { format: 'date', example: '2026-02-28' });
/** A part of a whole, above 0 and at most 1: `0.6`. */
export const ShareField = parsed(Share, { format: 'share', example: '0.6' });
/** The number of a legal person, ten digits with a check digit. */
export const OrganisationNumberField = parsed(OrganisationNumber, {
  format: 'organisation-number',
  example: '2321000164',
});

const NOT_IDENTIFIER = 'Värdet ska vara ett id: högst 64 tecken, små bokstäver a–z, siffror och bindestreck.';
/** How an id looks on the OpenAPI page. */
export const IDENTIFIER_PAGE = { type: 'string', format: 'identifier', pattern: '^[a-z0-9][a-z0-9-]{0,63}$' } as const;

/** The id of anything but a voucher. With `each` the ids of a list. */
export const IsIdentifier = (each = false): PropertyDecorator =>
  ValidateBy(
    {
      name: 'identifier',
      validator: {
        validate: (text: unknown) => identifier.safeParse(text).success,
        defaultMessage: () => NOT_IDENTIFIER,
      },
    },
    { each },
  );

export const IdentifierField: OfField = (options = {}) =>
  field({ page: IDENTIFIER_PAGE, checks: [IsIdentifier()] }, options);

/** Text, of a length or a form where one is asked for. */
export function TextField({ min, max, pattern, ...options }: TextOptions = {}): PropertyDecorator {
  const checks = [IsString({ message: 'Värdet ska vara en text.' })];
  if (min !== undefined) checks.push(MinLength(min, { message: `Texten ska ha minst ${min} tecken.` }));
  if (max !== undefined) checks.push(MaxLength(max, { message: `Texten ska ha högst ${max} tecken.` }));
  if (pattern !== undefined) checks.push(Matches(pattern, { message: `Värdet ska ha formen ${pattern.source}` }));
  const limits = { minLength: min, maxLength: max, pattern: pattern?.source };
  return field({ page: { type: 'string', ...given(limits) }, checks }, options);
}

/** A whole number: a year, an ordinal, a position. Never an amount. */
export function WholeNumberField({ min, max, ...options }: NumberOptions = {}): PropertyDecorator {
  const checks = [IsInt({ message: 'Värdet ska vara ett heltal.' })];
  if (min !== undefined) checks.push(Min(min, { message: `Talet ska vara minst ${min}.` }));
  if (max !== undefined) checks.push(Max(max, { message: `Talet ska vara högst ${max}.` }));
  return field({ page: { type: 'integer', ...given({ minimum: min, maximum: max }) }, checks }, options);
}

/** A purpose area by its number. */
export const AreaField: OfField = (options = {}) => WholeNumberField({ min: 1, max: 99, ...options });

/** Yes or no. */
export const FlagField: OfField = (options = {}) =>
  field({ page: { type: 'boolean' }, checks: [IsBoolean({ message: 'Värdet ska vara true eller false.' })] }, options);

/** One word of a list. */
export const ChoiceField = (words: readonly string[], options: FieldOptions = {}): PropertyDecorator => {
  const checks = [IsIn(words, { message: `Värdet ska vara ett av: ${words.join(', ')}.` })];
  return field({ page: { type: 'string', enum: [...words] }, checks }, options);
};

/** The word that tells one shape from the others that could stand in its place. */
export const KindField = (kind: string, others: readonly string[]): PropertyDecorator => {
  const checks = [IsIn([kind, ...others], { message: `Värdet ska vara ett av: ${[kind, ...others].join(', ')}.` })];
  return field({ page: { type: 'string', enum: [kind] }, checks }, {});
};

const given = (limits: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(limits).filter(([, limit]) => limit !== undefined));
