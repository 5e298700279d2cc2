import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { ValidateIf } from 'class-validator';

/** Whether a field may be left out or be null, and what it means. */
export interface FieldOptions {
  readonly optional?: boolean;
  readonly nullable?: boolean;
  readonly description?: string;
}

/** How the OpenAPI page shows a field, and what the guard asks of it. */
export interface Field {
  readonly page: ApiPropertyOptions;
  readonly checks: readonly PropertyDecorator[];
}

/** Annotates a field once, for the guard and for the page. */
export function field({ page, checks }: Field, options: FieldOptions): PropertyDecorator {
  const { optional = false, nullable = false, ...shown } = options;
  // IsOptional of class-validator would let null pass where only a missing field may.
  const isThere = (_: unknown, value: unknown) => !(optional && value === undefined) && !(nullable && value === null);
  const whole = { ...page, required: !optional, ...(nullable ? { nullable } : {}), ...shown } as ApiPropertyOptions;
  return applyDecorators(ApiProperty(whole), ValidateIf(isThere), ...checks);
}
