import 'reflect-metadata';

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { INestApplication, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { OpenAPIObject } from '@nestjs/swagger';
import { z } from 'zod';

import { Bidragsbok, commandSchemas } from '#intake';
import { date, DomainError, identifier, money, organisationNumber, share } from '#kernel';

import { ApiModule, controllers } from './api.module.js';
import { COMMAND } from './http/command-route.js';
import { requestValidation } from './http/request-validation.js';
import { openApi } from './open-api.js';

type Json = Readonly<Record<string, unknown>>;
interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly { readonly in: string; readonly name: string; readonly schema: Json }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Json }>> };
}

const formats = new Map<unknown, string>([
  [money, 'amount'],
  [date, 'date'],
  [share, 'share'],
  [organisationNumber, 'organisation-number'],
  [identifier, 'identifier'],
]);
const guard = requestValidation();
const data = mkdtempSync(join(tmpdir(), 'bidragsbok-contract-'));
let app: INestApplication;
let page: OpenAPIObject;

beforeAll(async () => {
  const book = await Bidragsbok.init({ data, organisation: '2321000164', name: 'Region Örebro län', software: 'spec' });
  app = await NestFactory.create(ApiModule.over(book), { logger: false });
  await app.init();
  page = openApi(app);
});
afterAll(async () => {
  await app.close();
  rmSync(data, { recursive: true });
});

/** The fields of a command as its schema has them. */
function ofSchema(schema: z.ZodType): unknown {
  const json = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      const format = formats.get(zodSchema);
      if (format !== undefined) jsonSchema.format = format;
    },
  });
  return plain(json);
}

/** The fields of a command as the page has them: body and path together, without the day that stands beside the data. */
function ofPage({ parameters = [], requestBody }: Operation): unknown {
  const path = parameters.filter((parameter) => parameter.in === 'path');
  const body = resolved(requestBody?.content['application/json']?.schema ?? {});
  const { on, ...fields } = { ...(body['properties'] as Json) };
  expect(plain(on)).toEqual({ type: 'string', format: 'date' });
  const properties = { ...fields, ...Object.fromEntries(path.map(({ name, schema }) => [name, schema])) };
  const required = [...((body['required'] as string[] | undefined) ?? []), ...path.map(({ name }) => name)];
  return plain({ type: 'object', properties, required });
}

function resolved(schema: Json): Json {
  const { $ref } = schema;
  if (typeof $ref !== 'string') return schema;
  return page.components?.schemas?.[$ref.replace('#/components/schemas/', '')] as Json;
}

const LEFT_OUT = new Set([
  '$schema',
  'additionalProperties',
  'default',
  'description',
  'discriminator',
  'example',
  'nullable',
  'propertyNames',
]);

/** What of a JSON schema speaks of values: both sides written the same way. */
function plain(given: unknown): unknown {
  if (Array.isArray(given)) return given.map(plain);
  if (typeof given !== 'object' || given === null) return given;
  const schema = Object.entries(whole(given as Json)).filter(([key, value]) => speaksOfValues(key, value));
  return Object.fromEntries(schema.map(([key, value]) => [key, MAPS[key]?.(value) ?? plain(value)]));
}
const MAPS: Readonly<Record<string, (value: unknown) => unknown>> = {
  properties: (fields) => Object.fromEntries(Object.entries(fields as Json).map(([name, one]) => [name, plain(one)])),
  required: (names) => [...(names as string[])].sort(),
};
const speaksOfValues = (key: string, value: unknown): boolean =>
  !LEFT_OUT.has(key) && Math.abs(Number(value)) !== Number.MAX_SAFE_INTEGER && !(key === 'required' && isEmpty(value));
const isEmpty = (value: unknown): boolean => Array.isArray(value) && value.length === 0;

/** A schema with its reference followed, and null as one more type. */
function whole(schema: Json): Json {
  const { allOf, anyOf, const: word, ...rest } = schema;
  if (word !== undefined) return { ...rest, enum: [word] };
  if (Array.isArray(allOf)) return whole({ ...rest, ...resolved(allOf[0] as Json) });
  if (Array.isArray(anyOf)) return { ...(anyOf[0] as Json), orNull: true };
  const found = resolved(rest);
  return rest['nullable'] === true ? { ...found, orNull: true } : found;
}

/** A value that the schema takes, with every field filled in. */
function sample(given: unknown): unknown {
  const schema = whole(given as Json);
  const [first] = (schema['oneOf'] ?? schema['enum'] ?? []) as unknown[];
  if (first !== undefined) return typeof first === 'string' ? first : sample(first);
  const made = MADE[String(schema['type'])];
  return made === undefined ? SAMPLES[String(schema['format'] ?? schema['pattern'] ?? schema['type'])] : made(schema);
}
const MADE: Readonly<Record<string, (schema: Json) => unknown>> = {
  array: ({ items }) => [sample(items)],
  integer: ({ maximum = 2026 }) => maximum,
  object: ({ properties = {} }) =>
    Object.fromEntries(Object.entries(properties as Json).map(([name, field]) => [name, sample(field)])),
};
const SAMPLES: Json = {
  '^[0-9a-f]{64}$': 'ab'.repeat(32),
  ...{ amount: '10.00', date: '2026-06-30', share: '1', 'organisation-number': '2321000164', identifier: 'a-1' },
  ...{ '^\\d{4}$': '1880', '^\\d\\d$': '18', '^\\d{1,4}$': '6', '^[0-9A-Za-zÅÄÖåäö]{1,20}$': '5011' },
  '^[A-Z][A-Z_]{1,60}$': 'OUTSIDE_USE_PERIOD',
  ...{ string: 'Text', boolean: true },
};

const WRONG = [null, 7.5, -1, '', 'Å §', '-0.00', '2026-02-30', true, [], [null], {}, { x: 'x' }];

/** The value with one thing in it replaced by another, each thing in turn and at every depth; and with one field more. */
function* damaged(value: unknown): Generator {
  yield* WRONG;
  if (Array.isArray(value)) {
    for (const [index, element] of value.entries())
      for (const other of damaged(element)) yield value.with(index, other);
  } else if (typeof value === 'object' && value !== null) {
    yield { ...value, extra: 1 };
    for (const [name, field] of Object.entries(value)) {
      yield Object.fromEntries(Object.entries(value).filter(([other]) => other !== name));
      for (const other of damaged(field)) yield { ...value, [name]: other };
    }
  }
}

const operations = () =>
  Object.values(page.paths).flatMap((path) => Object.values(path as Readonly<Record<string, unknown>>)) as Operation[];

/** The class of a command's body, and what its path names. */
function doorOf(command: string): readonly [Type, readonly string[]] {
  const methods = controllers.flatMap(({ prototype }: Type<object>) =>
    Object.getOwnPropertyNames(prototype).map((name) => [prototype as Readonly<Record<string, object>>, name] as const),
  );
  const [prototype = {}, name = ''] =
    methods.find(([of, method]) => Reflect.getMetadata(COMMAND, of[method] ?? {}) === command) ?? [];
  const types = Reflect.getMetadata('design:paramtypes', prototype, name) as readonly Type[];
  const route = Object.keys(page.paths).find((path) => page.paths[path]?.post?.operationId === command) ?? '';
  return [types.at(-1) ?? Object, [...route.matchAll(/\{(\w+)\}/g)].map(([, parameter = '']) => parameter)];
}

/** Whether the guard lets a body through, which it must leave as it is. */
async function isTakenBy(metatype: Type, body: unknown): Promise<boolean> {
  try {
    const taken: unknown = await guard.transform(structuredClone(body), { type: 'body', metatype });
    expect(taken).toEqual(body);
    return true;
  } catch (error) {
    if (error instanceof DomainError && error.code === 'REQUEST_MALFORMED') return false;
    throw error;
  }
}

const entries = Object.entries(commandSchemas) as [string, z.ZodType][];

describe('the door knows the commands', () => {
  it.each(entries)('%s has one route, with the same fields', (command, schema) => {
    const routes = operations().filter(({ operationId }) => operationId === command);
    expect(routes).toHaveLength(1);
    expect(routes.map(ofPage)).toEqual([ofSchema(schema)]);
  });

  it.each(entries)(
    '%s is refused at the door where its schema refuses it',
    async (command, schema) => {
      const [metatype, ofPath] = doorOf(command);
      const path = Object.fromEntries(ofPath.map((name) => [name, 'a-1']));
      const { on, ...whole } = sample(page.components?.schemas?.[metatype.name]) as Json;
      expect(on).toBe('2026-06-30');
      expect(await isTakenBy(metatype, whole)).toBe(true);
      const disagreed: unknown[] = [];
      for (const body of [whole, ...damaged(whole)].filter((value) => typeof value === 'object' && value !== null)) {
        const isTaken = !Array.isArray(body) && schema.safeParse({ ...path, ...body }).success;
        if ((await isTakenBy(metatype, body)) !== isTaken) disagreed.push(body);
      }
      expect(disagreed).toEqual([]);
    },
    60_000,
  );
});
