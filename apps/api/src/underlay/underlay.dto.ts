import type { VoucherName } from '#ledger';
import {
  creditRules,
  type CreditRule,
  type Method,
  methodIn,
  packageForms,
  type PackageForm,
  returnFormats,
  type ReturnFormat,
  unitKinds,
  type UnitKind,
  voucherIn,
} from '#underlay';

import { ChoiceField, DateField, IdentifierField, TextField } from '../http/fields.js';
import { MomentQuery } from '../http/moment.dto.js';
import { malformed } from '../http/request-validation.js';

const METHOD = 'mus:100, random:25, all or list:ID,ID. Drawn by the seed, so that the same call gives the same sample.';

/** Which costs of a grant: all of them where nothing more is named. */
class SelectionQuery extends MomentQuery {
  @IdentifierField({ optional: true })
  readonly projectCode?: string;

  @DateField({ optional: true, description: 'Accounting dates, both included.' })
  readonly from?: string;

  @DateField({ optional: true })
  readonly to?: string;

  @TextField({ optional: true, max: 100, description: 'What the sample is drawn by; 1 where it is left out.' })
  readonly seed?: string;

  @ChoiceField(unitKinds, { optional: true, description: 'What is drawn; documents where it is left out.' })
  readonly of?: UnitKind;

  @ChoiceField(creditRules, { optional: true, description: 'What becomes of credits; they are left out otherwise.' })
  readonly credits?: CreditRule;
}

/** A sample of the costs. */
export class SampleQuery extends SelectionQuery {
  @TextField({ description: METHOD })
  readonly sample!: string;
}

/** What a package is to hold, and for whom. */
export class PackageQuery extends SelectionQuery {
  @ChoiceField(packageForms, { optional: true, description: 'authority where it is left out.' })
  readonly form?: PackageForm;

  @TextField({ optional: true, max: 20_000, description: 'Vouchers, BOOK/SERIES/NUMBER, with commas between them.' })
  readonly vouchers?: string;

  @TextField({ optional: true, description: METHOD })
  readonly sample?: string;
}

/** As which file. */
export class ReturnFileQuery extends MomentQuery {
  @ChoiceField(returnFormats)
  readonly format!: ReturnFormat;
}

/** Where to follow the money from: exactly one of voucher, allocation, recipient, payment and grant. */
export class TraceQuery extends MomentQuery {
  @TextField({ optional: true, max: 200, description: 'BOOK/SERIES/NUMBER.' })
  readonly voucher?: string;

  @TextField({ optional: true, pattern: /^[1-9]\d{0,5}$/, description: 'With voucher: that line of it alone.' })
  readonly line?: string;

  @TextField({ optional: true, max: 120 })
  readonly allocation?: string;

  @TextField({ optional: true, max: 200, description: 'A name, part of one, or an organisation number.' })
  readonly recipient?: string;

  @TextField({ optional: true, pattern: /^[1-9]\d{0,14}$/, description: 'The position of a payment.' })
  readonly payment?: string;

  @IdentifierField({ optional: true })
  readonly grant?: string;
}

/** Which builds. */
export class RunsQuery {
  @IdentifierField({ optional: true })
  readonly grant?: string;
}

const NOT_METHOD = 'Metoden skrivs mus:100, random:25, all eller list:ID,ID.';
const NOT_VOUCHER = 'En verifikation skrivs BOK/SERIE/NUMMER.';

/** The method that a query names. Refuses with REQUEST_MALFORMED. */
export function methodOf(text: string): Method {
  if (/^list:./.test(text)) return { kind: 'list', ids: text.slice('list:'.length).split(',') };
  const method = methodIn(text);
  if (method === null) throw malformed([{ field: 'sample', expected: NOT_METHOD }]);
  return method;
}

/** How a sample is drawn, with what goes without saying. Refuses as `methodOf` does. */
export const drawnBy = (sample: string, { seed = '1', of = 'documents', credits = 'leave-out' }: SelectionQuery) => ({
  ...{ method: methodOf(sample), seed, of, credits },
});

/** The voucher that a field names. Refuses with REQUEST_MALFORMED. */
export function voucherOf(field: string, text: string): VoucherName {
  const voucher = voucherIn(text);
  if (voucher === null) throw malformed([{ field, expected: NOT_VOUCHER }]);
  return voucher;
}
