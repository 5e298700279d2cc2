import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, type ApiPropertyOptions, getSchemaPath } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsInt,
  IsObject,
  IsString,
  Length,
  Matches,
  Max,
  Min,
  ValidateBy,
  ValidateNested,
} from 'class-validator';

import { field, type FieldOptions } from './field.js';
import { IDENTIFIER_PAGE, IsIdentifier } from './fields.js';

interface ListOptions extends FieldOptions {
  readonly min?: number;
  readonly max?: number;
}
type Class = new () => object;
// Swagger tells a reference that is followed later by the function's own name, `type`: hence `type: () => type()` below.

const NOT_OBJECT = { message: 'Värdet ska vara ett objekt.' };
const EACH_OBJECT = { each: true, message: 'Varje värde ska vara ett objekt.' };

/** An object with fields of its own. */
export const ObjectField = (type: () => Class, options: FieldOptions = {}): PropertyDecorator =>
  // An array would pass for an object, element by element, if only ValidateNested were asked.
  field(
    { page: { type: () => type() }, checks: [Type(type), ValidateNested(NOT_OBJECT), IsObject(NOT_OBJECT)] },
    options,
  );

/** An object of one of several shapes, told apart by the word in one field: `{ unit: UnitDto, … }`. */
export function OneOfField(
  property: string,
  shapes: Readonly<Record<string, Class>>,
  options: FieldOptions = {},
): PropertyDecorator {
  const [Any = Object] = Object.values(shapes);
  const subTypes = Object.entries(shapes).map(([name, value]) => ({ name, value }));
  const typed = Type(() => Any, { discriminator: { property, subTypes }, keepDiscriminatorProperty: true });
  const refs = Object.entries(shapes).map(([name, shape]) => [name, getSchemaPath(shape)] as const);
  const page = {
    oneOf: refs.map(([, $ref]) => ({ $ref })),
    discriminator: { propertyName: property, mapping: Object.fromEntries(refs) },
  } as ApiPropertyOptions;
  return field({ page, checks: [typed, ValidateNested(NOT_OBJECT), IsObject(NOT_OBJECT)] }, options);
}

/** Names on the OpenAPI page the shapes that a OneOfField of the class refers to. */
export const Shapes = (...shapes: readonly Class[]): ClassDecorator => applyDecorators(ApiExtraModels(...shapes));

/** A list of objects. */
export const ListField = (type: () => Class, options: ListOptions = {}): PropertyDecorator =>
  list(
    {
      page: { type: () => type(), isArray: true },
      checks: [Type(type), ValidateNested(EACH_OBJECT), IsObject(EACH_OBJECT)],
    },
    options,
  );

/** A list of ids. */
export const IdentifiersField = (options: ListOptions = {}): PropertyDecorator =>
  list({ page: { type: 'array', items: IDENTIFIER_PAGE }, checks: [IsIdentifier(true)] }, options);

/** A list of ordinals of a voucher's lines. */
export const LinesField = (options: ListOptions = {}): PropertyDecorator => numbers({}, options);

/** Purpose areas by their numbers. */
export const AreasField = (options: ListOptions = {}): PropertyDecorator => numbers({ maximum: 99 }, options);

interface TextsOptions extends ListOptions {
  readonly pattern?: RegExp;
  /** How long each text is. */
  readonly length?: { readonly min: number; readonly max: number };
}

/** A list of texts, each of a form or a length where one is asked for. */
export function TextsField({ pattern, length, ...options }: TextsOptions = {}): PropertyDecorator {
  const checks = [IsString({ each: true, message: 'Varje värde ska vara en text.' })];
  if (pattern !== undefined) {
    checks.push(Matches(pattern, { each: true, message: `Varje värde ska ha formen ${pattern.source}` }));
  }
  if (length !== undefined) {
    const message = `Varje text ska ha ${length.min}–${length.max} tecken.`;
    checks.push(Length(length.min, length.max, { each: true, message }));
  }
  const items = {
    type: 'string',
    ...(pattern === undefined ? {} : { pattern: pattern.source }),
    ...(length === undefined ? {} : { minLength: length.min, maxLength: length.max }),
  } as const;
  return list({ page: { type: 'array', items }, checks }, options);
}

/** Words of a list, any number of them. */
export function ChoicesField(words: readonly string[], options: ListOptions = {}): PropertyDecorator {
  const checks = [IsIn(words, { each: true, message: `Varje värde ska vara ett av: ${words.join(', ')}.` })];
  return list({ page: { type: 'array', items: { type: 'string', enum: [...words] } }, checks }, options);
}

/** Texts under names that the sender chooses. */
export const TextsByNameField = (options: FieldOptions = {}): PropertyDecorator =>
  field({ page: { type: 'object', additionalProperties: { type: 'string' } }, checks: [IsTextsByName] }, options);

function numbers({ maximum }: { readonly maximum?: number }, options: ListOptions): PropertyDecorator {
  const checks = [
    IsInt({ each: true, message: 'Varje värde ska vara ett heltal.' }),
    Min(1, { each: true, message: 'Varje tal ska vara minst 1.' }),
  ];
  if (maximum !== undefined) checks.push(Max(maximum, { each: true, message: `Varje tal ska vara högst ${maximum}.` }));
  const items = { type: 'integer', minimum: 1, ...(maximum === undefined ? {} : { maximum }) } as const;
  return list({ page: { type: 'array', items }, checks }, options);
}

function list(
  { page, checks }: { readonly page: ApiPropertyOptions; readonly checks: readonly PropertyDecorator[] },
  { min, max, ...options }: ListOptions,
): PropertyDecorator {
  const sizes: PropertyDecorator[] = [IsArray({ message: 'Värdet ska vara en lista.' })];
  if (min !== undefined) sizes.push(ArrayMinSize(min, { message: `Listan ska ha minst ${min} värde.` }));
  if (max !== undefined) sizes.push(ArrayMaxSize(max, { message: `Listan ska ha högst ${max} värden.` }));
  const limits = { ...(min === undefined ? {} : { minItems: min }), ...(max === undefined ? {} : { maxItems: max }) };
  return field({ page: { ...page, ...limits }, checks: [...sizes, ...checks] }, options);
}

const IsTextsByName = ValidateBy({
  name: 'textsByName',
  validator: {
    validate: (value: unknown) =>
      typeof value === 'object' &&
      value !== null &&
      !Array.isArray(value) &&
      Object.values(value).every((text) => typeof text === 'string'),
    defaultMessage: () => 'Värdet ska vara ett objekt med texter.',
  },
});
