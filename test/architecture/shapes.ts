import type { z } from 'zod';

import { date, identifier, money, organisationNumber, purposeArea, share } from '#kernel';

/** What the kernel's own schemas are called on the page. */
const NAMES: ReadonlyMap<unknown, string> = new Map<unknown, string>([
  [identifier, 'id'],
  [money, 'amount'],
  [date, 'date'],
  [share, 'share'],
  [organisationNumber, 'organisation number'],
  [purposeArea, 'purpose area'],
]);
/** An object written out longer than this gets a table of its own. */
const INLINE_MAX = 80;

interface Field {
  readonly field: string;
  readonly type: z.core.$ZodType;
  readonly required: string;
}

const code = (text: string): string => `\`${text}\``;

function fieldsOf(schema: z.core.$ZodObject): readonly Field[] {
  return Object.entries(schema._zod.def.shape).map(([field, type]) => ({ field, ...needOf(type) }));
}

/** What stands inside `optional` and `default`, and whether it must be given. */
function needOf(schema: z.core.$ZodType): Omit<Field, 'field'> {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  if (def.type === 'optional') return { type: def.innerType, required: 'no' };
  if (def.type === 'default') return { type: def.innerType, required: `no: ${code(JSON.stringify(def.defaultValue))}` };
  return { type: schema, required: 'yes' };
}

/** Writes types as a person reads them, and keeps the long ones for tables at the end. */
export class Shapes {
  private readonly kept = new Map<string, { readonly inline: string; readonly table: string }>();

  /** A table of an object's fields. */
  table(schema: z.core.$ZodObject): string {
    const rows = fieldsOf(schema).map(
      ({ field, type, required }) => `| ${code(field)} | ${this.text(type, field)} | ${required} |`,
    );
    return ['| Field | Type | Required |', '| --- | --- | --- |', ...rows].join('\n');
  }

  /** What the other tables point at. */
  list(): readonly string[] {
    return [...this.kept].map(([name, { table }]) => `### ${name}\n\n${table}\n`);
  }

  private text(type: z.core.$ZodType, field: string): string {
    const name = NAMES.get(type);
    if (name !== undefined) return name;
    const { def } = (type as z.core.$ZodTypes)._zod;
    switch (def.type) {
      case 'object':
        return this.object(type as z.core.$ZodObject, field);
      case 'array':
        return `list of ${this.text(def.element, field)}`;
      case 'union':
        return def.options.map((option) => this.text(option, field)).join(' or ');
      case 'optional':
        return this.text(def.innerType, field); // marked so where the field is named
      case 'nullable':
        return `${this.text(def.innerType, field)} or null`;
      case 'record':
        return `map of ${this.text(def.keyType, field)} to ${this.text(def.valueType, field)}`;
      default:
        return plain(def);
    }
  }

  private object(type: z.core.$ZodObject, field: string): string {
    const fields = fieldsOf(type).map((inner) => {
      const mark = inner.required === 'yes' ? '' : '?';
      return `${code(inner.field)}${mark}: ${this.text(inner.type, inner.field)}`;
    });
    const inline = `{ ${fields.join(', ')} }`;
    if (inline.length <= INLINE_MAX) return inline;
    const name = this.freeName(field, inline);
    this.kept.set(name, { inline, table: this.table(type) });
    return `[${name}](#${name.toLowerCase()})`;
  }

  private freeName(field: string, inline: string): string {
    let name = field;
    for (let n = 2; this.kept.has(name) && this.kept.get(name)?.inline !== inline; n += 1)
      name = `${field}-${String(n)}`;
    return name;
  }
}

/** A type without parts. What is not known here would be a hole in the page, so it is an error. */
function plain(def: z.core.$ZodTypes['_zod']['def']): string {
  switch (def.type) {
    case 'string':
      return 'text';
    case 'number':
      return 'number';
    case 'boolean':
      return 'true or false';
    case 'enum':
      return Object.values(def.entries)
        .map((entry) => code(String(entry)))
        .join(' or ');
    case 'literal':
      return def.values.map((value) => code(String(value))).join(' or ');
    default:
      throw new Error(`The page of commands has no words for ${def.type}`);
  }
}
