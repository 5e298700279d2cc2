import { isWorked } from './absence.js';
import { Fields } from './fields.js';
import { paxmlRecords } from './paxml-records.js';
import type { Payroll, PayrollPerson, PayTransaction, WorkedTime } from './payroll.js';
import { isAbsenceRow, nameIn, payRowOf, payslipOf } from './payslip.js';
import { textIn, type XmlRecord } from './xml-record.js';

type Gathered = {
  -readonly [Key in keyof Payroll]: Payroll[Key] extends readonly (infer Item)[] ? Item[] : Payroll[Key];
};

/**
 * Reads a PAXml 2 file. A record that cannot be read is told with line and field, and is none of the payroll; the rest is
 * unharmed. Refuses with NOT_PAXML and PAXML_BROKEN.
 */
export function readPaxml(bytes: Uint8Array): Payroll {
  const payroll: Gathered = { persons: [], payslips: [], transactions: [], worked: [], leftOut: 0, refusals: [] };
  for (const record of paxmlRecords(bytes)) gather(payroll, record);
  return payroll;
}

function gather(payroll: Gathered, record: XmlRecord): void {
  const fields = new Fields(record);
  switch (record.name) {
    case 'person':
      keep(payroll.persons, personOf(record, fields), fields);
      break;
    case 'tidtrans':
      if (isWorked(textIn(record, 'tidkod'))) keep(payroll.worked, workedOf(record, fields), fields);
      else payroll.leftOut += 1;
      break;
    case 'lonetrans':
      if (isAbsenceRow(record)) payroll.leftOut += 1;
      else keep(payroll.transactions, transactionOf(record, fields), fields);
      break;
    case 'lonebesked': {
      const { payslip, leftOut } = payslipOf(record, fields);
      payroll.leftOut += leftOut;
      keep(payroll.payslips, payslip, fields);
      break;
    }
  }
  payroll.refusals.push(...fields.refusals);
}

function keep<Item extends PayrollPerson | WorkedTime | PayTransaction | Payroll['payslips'][number]>(
  kept: Item[],
  item: Item | null,
  fields: Fields,
): void {
  if (item !== null && fields.isWhole(item)) kept.push(item);
}

const personOf = (record: XmlRecord, fields: Fields): PayrollPerson => ({
  line: record.line,
  ...fields.key(),
  name: nameIn(record),
  employmentRate: fields.number('sysgrad'),
});

function workedOf(record: XmlRecord, fields: Fields): WorkedTime | null {
  const day = fields.day('datum');
  const from = day ?? fields.day('datumfrom');
  const to = day ?? fields.day('datumtom') ?? from;
  if (from === null || to === null) {
    fields.refuse('datum', 'PAY_FIELD_MISSING');
    return null;
  }
  return {
    line: record.line,
    ...fields.key(),
    code: textIn(record, 'tidkod'),
    ...{ from, to },
    hours: fields.number('timmar'),
    extent: fields.number('omfattning'),
    units: fields.units(),
  };
}

const transactionOf = (record: XmlRecord, fields: Fields): PayTransaction => ({
  line: record.line,
  ...fields.key(),
  date: fields.day('datum') ?? fields.day('datumfrom'),
  ...payRowOf(record, fields),
});
