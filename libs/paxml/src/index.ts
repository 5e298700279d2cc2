export { readPaxml } from './read-paxml.js';
export type { Payroll, PayrollKey, PayrollRefusal, Payslip } from './payroll.js';
