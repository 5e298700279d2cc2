import { DomainError } from '#kernel';
import { type XmlElement, type XmlForm, type XmlListener, XmlReading } from '#xml';

import { marksAbsence, timeCode } from './absence.js';
import { dayOf, decimalOf, FieldRefused, objectsOf, personOf, textOf } from './fields.js';
import type { Employee, PayRefusal, Payroll, Payslip, PayTransaction, WorkedTime } from './payroll.js';
import { payslipOf, rowOf } from './payslip.js';

/** What no payroll file goes beyond: a run of ten thousand employees is a tenth of it, and no payslip has nearly as many elements. */
const PAYROLL: XmlForm = {
  ...{ namespaces: null, recordDepth: 2, mostBytes: 256 * 2 ** 20, deepest: 12, mostElements: 20_000 },
  longestText: () => 10_000,
};

/**
 * Reads a payroll file in PAXml 2.x. What cannot be taken is refused by its row and field, without a word of what stood there,
 * and the rest is unharmed. Rows of absence and health are left unread on the way in, and counted. Refuses the file with NOT_PAXML,
 * XML_BROKEN, XML_DOCTYPE_FORBIDDEN and XML_TOO_LARGE.
 */
export function readPaxml(bytes: Uint8Array): Payroll {
  const payroll = new PayrollReading();
  const reading = new XmlReading(PAYROLL, payroll);
  reading.write(bytes);
  reading.end();
  return payroll.end();
}

/** Gathers the file's records in our words. */
class PayrollReading implements XmlListener {
  private readonly employees: Employee[] = [];
  private readonly workedTime: WorkedTime[] = [];
  private readonly transactions: PayTransaction[] = [];
  private readonly payslips: Payslip[] = [];
  private readonly refusals: PayRefusal[] = [];
  private readonly dropped = { absence: 0, other: 0 };
  private version = '';

  root(name: string): void {
    if (name !== 'paxml') throw new DomainError('NOT_PAXML');
  }

  take(record: XmlElement, [, part = '']: readonly string[]): void {
    try {
      this.read(part, record);
    } catch (error) {
      if (!(error instanceof FieldRefused)) throw error;
      const { fileLine, field, code } = error;
      this.refusals.push({ fileLine, element: record.name, field, code });
    }
  }

  /** A file that does not say that it is of version 2 is none that we know how to read. */
  end(): Payroll {
    if (!/^2\.\d$/.test(this.version)) throw new DomainError('NOT_PAXML');
    const { employees, workedTime, transactions, payslips, dropped, refusals } = this;
    return { employees, workedTime, transactions, payslips, dropped, refusals };
  }

  private readonly refuse = (refusal: PayRefusal): void => {
    this.refusals.push(refusal);
  };

  private read(part: string, record: XmlElement): void {
    switch (`${part}/${record.name}`) {
      case 'header/version':
        this.version = record.text;
        break;
      case 'personal/person':
        this.employees.push(this.employeeOf(record));
        break;
      case 'tidtransaktioner/tidtrans':
        this.takeTime(record);
        break;
      case 'lonetransaktioner/lonetrans':
        this.takeTransaction(record);
        break;
      case 'loneutbetalning/lonebesked':
        this.payslips.push(payslipOf(record, this.refuse, (count) => (this.dropped.absence += count)));
        break;
      case 'resetransaktioner/resetrans':
      case 'schematransaktioner/schema':
      case 'saldon/saldo':
        this.dropped.other += 1;
    }
  }

  private employeeOf(record: XmlElement): Employee {
    return {
      ...personOf(record, this.refuse),
      fileLine: record.line,
      extent: decimalOf(record, 'sysgrad', 'RATE_MALFORMED'),
      employedFrom: dayOf(record, 'anstdatum'),
      employedTo: dayOf(record, 'avgdatum'),
    };
  }

  /** Looked at by its code before anything else is read of it. */
  private takeTime(record: XmlElement): void {
    const code = timeCode(textOf(record, 'tidkod'));
    if (code === 'absence') this.dropped.absence += 1;
    if (code === 'supplement') this.dropped.other += 1;
    if (code !== 'work') return;
    const { from, to } = daysOf(record);
    this.workedTime.push({
      ...personOf(record, this.refuse),
      fileLine: record.line,
      from,
      to,
      hours: decimalOf(record, 'timmar', 'HOURS_MALFORMED'),
      extent: decimalOf(record, 'omfattning', 'RATE_MALFORMED'),
      objects: objectsOf(record),
    });
  }

  private takeTransaction(record: XmlElement): void {
    if (marksAbsence(textOf(record, 'benamning'), textOf(record, 'kommentar'))) {
      this.dropped.absence += 1;
      return;
    }
    const person = personOf(record, this.refuse);
    const row = rowOf(record);
    if (row !== null) this.transactions.push({ ...person, ...row, date: dayOf(record, 'datum') });
    else this.dropped.other += 1;
  }
}

/** One day, or the first and last of several; by the hour it began where neither is said. */
function daysOf(record: XmlElement): { readonly from: string; readonly to: string } {
  const day = dayOf(record, 'datum');
  if (day !== null) return { from: day, to: day };
  const from = dayOf(record, 'datumfrom') ?? dayOf(record, 'starttid');
  const to = dayOf(record, 'datumtom') ?? from;
  if (from === null || to === null || to < from) throw new FieldRefused('datum', 'PERIOD_MALFORMED', record.line);
  return { from, to };
}
