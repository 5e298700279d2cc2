export type { PaidPerson, PayObject, PayPosting, PayRefusal, PayRefusalCode, Payroll, Payslip } from './payroll.js';
export { readPaxml } from './read-paxml.js';
