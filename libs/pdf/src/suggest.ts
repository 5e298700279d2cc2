import { Money } from '#kernel';

import { linesOf, type PlacedLine } from './placed-lines.js';
import { amountIn, dayIn, daysIn, giroIn, numberIn, ocrIn, organisationNumberIn, vatNumberIn } from './readings.js';
import type { PdfDocument, PlacedText } from './pdf-document.js';

/** What a text of an invoice may be about. */
export type SuggestedField =
  | 'credit-note'
  | 'number'
  | 'preceding'
  | 'issued'
  | 'due'
  | 'from'
  | 'to'
  | 'organisationNumber'
  | 'vatNumber'
  | 'bankgiro'
  | 'plusgiro'
  | 'ocr'
  | 'net'
  | 'tax'
  | 'total';

/** A reading of a text, never more than a suggestion. */
export interface Suggestion {
  readonly field: SuggestedField;
  /** Dates and amounts in their canonical form. */
  readonly value: string;
  /** `checked` by a check digit, or net and VAT that make the total; else only `labelled` by the word before it. */
  readonly certainty: 'checked' | 'labelled';
  /** Where it stood: the page from 1, and the box in points. */
  readonly page: number;
  readonly box: Omit<PlacedText, 'text'>;
}

interface Reader {
  readonly field: SuggestedField;
  readonly label: RegExp;
  readonly read: (text: string) => string | null;
  readonly certainty?: 'checked';
}
const amount = (text: string): string | null => amountIn(text)?.toString() ?? null;

/** Wordings of Swedish invoices, the surer first. */
const READERS: readonly Reader[] = [
  { field: 'preceding', label: /(?:avser|krediterar|kreditering av|ursprunglig) faktura(?:nummer|\s*nr)?\.?/i, read: numberIn },
  { field: 'number', label: /(?<!\p{L}|avser |krediterar |ursprunglig )(?:kredit)?(?:faktura|nota)(?:nummer|\s*nr)\b\.?/iu, read: numberIn },
  { field: 'issued', label: /faktura(?:datum|dag)|kreditdatum/i, read: dayIn },
  { field: 'due', label: /förfallo(?:datum|dag)|förfaller|betalas? senast|oss tillhanda/i, read: dayIn },
  { field: 'organisationNumber', label: /\borg(?:anisations)?\.?\s?-?(?:nr|nummer)\b\.?/i, read: organisationNumberIn, certainty: 'checked' },
  { field: 'vatNumber', label: /moms(?:reg(?:istrerings)?)?\.?\s?-?(?:nr|nummer)|vat/i, read: vatNumberIn, certainty: 'checked' },
  { field: 'bankgiro', label: /bankgiro(?:nr|nummer)?|\bbg\b/i, read: giroIn, certainty: 'checked' },
  { field: 'plusgiro', label: /plusgiro(?:nr|nummer)?|\bpg\b/i, read: giroIn, certainty: 'checked' },
  { field: 'ocr', label: /\bocr(?:-?(?:nr|nummer))?\b/i, read: ocrIn, certainty: 'checked' },
  { field: 'total', label: /(?:summa |belopp )?att (?:betala|erhålla|få tillbaka)|fakturabelopp|(?:summa|totalt?|belopp) inkl\.? moms/i, read: amount },
  { field: 'net', label: /(?:summa|totalt?|belopp|netto)?\s?(?:exkl|ex|exklusive)\.? moms|nettobelopp/i, read: amount },
  { field: 'tax', label: /(?<!(?:exkl|ex|inkl|exklusive|inklusive)\.? )\bmoms(?:belopp)?\b(?!\s?(?:reg|nr|nummer|-))/i, read: amount },
]; // prettier-ignore
const CREDITS = /\bkredit(?:faktura|nota)\b/i;
const PERIOD = /\b(?:avser perioden|faktureringsperiod|leveransperiod|period)\b/i;
/** A value may stand this many points below its label. */
const BELOW = 26;

/**
 * What the text of an invoice seems to say, one suggestion a field. Numbers of the buyer, which also stand there, are named in
 * `except`.
 */
export function suggestionsOf({ pages }: PdfDocument, except: readonly string[] = []): readonly Suggestion[] {
  const lines = pages.flatMap((texts, at) => linesOf(texts, at + 1));
  const found = READERS.flatMap((reader) => firstOf(lines, reader, except) ?? []);
  return agreeing([...creditOf(lines), ...found, ...periodOf(lines)]);
}

const boxOf = ({ x, y, width, height }: PlacedText): Suggestion['box'] => ({ x, y, width, height });

function firstOf(lines: readonly PlacedLine[], reader: Reader, except: readonly string[]): Suggestion | null {
  const { field, certainty = 'labelled' } = reader;
  for (const { page, text } of lines.flatMap((_, at) => nearLabel(lines, at, reader.label))) {
    const value = reader.read(text.text);
    const isOurs = value === null || except.some((number) => value.includes(number));
    if (!isOurs) return { field, value, certainty, page, box: boxOf(text) };
  }
  return null;
}

/** What stands after a label in its own text, to the right of it and below it, nearest first. */
function nearLabel(
  lines: readonly PlacedLine[],
  at: number,
  label: RegExp,
): readonly { readonly page: number; readonly text: PlacedText }[] {
  const { page = 1, texts = [] } = lines[at] ?? {};
  return texts.flatMap((text, index) => {
    const found = label.exec(text.text);
    if (found === null) return [];
    const own = { ...text, text: text.text.slice(found.index + found[0].length) };
    return [own, ...texts.slice(index + 1), ...below(lines, at, text)].map((near) => ({ page, text: near }));
  });
}

/** What stands right below a label: the heads of a table have their values there. */
function below(lines: readonly PlacedLine[], at: number, label: PlacedText): readonly PlacedText[] {
  const next = lines[at + 1];
  if (next?.page !== lines[at]?.page) return [];
  return (next?.texts ?? []).filter(
    (text) => label.y - text.y < BELOW && text.x < label.x + label.width && text.x + text.width > label.x,
  );
}

function creditOf(lines: readonly PlacedLine[]): readonly Suggestion[] {
  for (const { page, texts } of lines) {
    const text = texts.find((candidate) => CREDITS.test(candidate.text));
    if (text !== undefined)
      return [{ field: 'credit-note', value: 'true', certainty: 'labelled', page, box: boxOf(text) }];
  }
  return [];
}

function periodOf(lines: readonly PlacedLine[]): readonly Suggestion[] {
  for (const { page, texts } of lines) {
    const [text] = texts.filter((candidate) => PERIOD.test(candidate.text));
    const [from, to] = daysIn(texts.map((one) => one.text).join(' '));
    if (text === undefined || from === undefined || to === undefined || to < from) continue;
    const where = { certainty: 'labelled', page, box: boxOf(text) } as const;
    return [
      { field: 'from', value: from, ...where },
      { field: 'to', value: to, ...where },
    ];
  }
  return [];
}

/** Net and VAT that make the total bear each other out. */
function agreeing(suggestions: readonly Suggestion[]): readonly Suggestion[] {
  const amountOf = (field: SuggestedField) => {
    const value = suggestions.find((one) => one.field === field)?.value;
    return value === undefined ? null : Money.parse(value);
  };
  const [net, tax, total] = [amountOf('net'), amountOf('tax'), amountOf('total')];
  // What is to be paid may be rounded to whole kronor.
  const agree =
    net !== null && tax !== null && total !== null && !total.minus(net).minus(tax).abs().exceeds(Money.parse('0.50'));
  if (!agree) return suggestions;
  const isAmount = ({ field }: Suggestion) => field === 'net' || field === 'tax' || field === 'total';
  return suggestions.map((one) => (isAmount(one) ? { ...one, certainty: 'checked' } : one));
}
