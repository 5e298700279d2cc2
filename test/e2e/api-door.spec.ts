import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';

import { Api } from './api.js';

jest.setTimeout(120_000);

const api = new Api();
beforeAll(async () => {
  await api.open();
});
afterAll(() => api.remove());

describe('the door itself', () => {
  it('says that it is well', async () => {
    const { status, body } = await api.get<Record<string, unknown>>('/health');
    expect(status).toBe(200);
    expect(body).toMatchObject({ status: 'ok', organisation: '2321000164' });
    expect(body['readModels']).toBe(body['position']);
  });

  it('describes every route', async () => {
    const { body } = await api.get<{ openapi: string; paths: Record<string, Record<string, unknown>> }>(
      '/openapi.json',
    );
    expect(body.openapi).toMatch(/^3\./);
    const routes = Object.entries(body.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((m) => `${m} ${path}`),
    );
    expect(routes.sort()).toMatchInlineSnapshot(`
     [
       "get /books/{book}/chart",
       "get /books/{book}/chart/gaps",
       "get /books/{book}/grant-accounts",
       "get /books/{book}/reconciliation",
       "get /checkpoint",
       "get /documents",
       "get /documents/{document}",
       "get /documents/{document}/content",
       "get /events/{event}/proof",
       "get /evidence/coverage",
       "get /evidence/supports",
       "get /grants",
       "get /grants/{grant}",
       "get /grants/{grant}/bridge",
       "get /grants/{grant}/findings",
       "get /grants/{grant}/return",
       "get /grants/{grant}/return/file",
       "get /grants/{grant}/tree",
       "get /grants/{grant}/underlay/demands",
       "get /grants/{grant}/underlay/package",
       "get /grants/{grant}/underlay/sample",
       "get /health",
       "get /history",
       "get /history/difference",
       "get /imports",
       "get /mappings",
       "get /mappings/{mapping}",
       "get /project-codes/{projectCode}/balance",
       "get /project-codes/{projectCode}/extract",
       "get /runs",
       "get /salaries",
       "get /salary-mappings",
       "get /salary-mappings/{mapping}",
       "get /trace",
       "post /acts/{act}/confirmation",
       "post /acts/{act}/rejection",
       "post /books",
       "post /books/{book}/amendments",
       "post /books/{book}/chart",
       "post /books/{book}/imports/ledger",
       "post /books/{book}/imports/sie",
       "post /books/{book}/locks",
       "post /books/{book}/reopenings",
       "post /books/{book}/salaries",
       "post /books/{book}/vouchers",
       "post /costs",
       "post /costs/allowances",
       "post /costs/disallowances",
       "post /costs/reviews",
       "post /costs/withdrawals",
       "post /documents",
       "post /documents/{document}/confirmations",
       "post /documents/{document}/descriptions",
       "post /documents/{document}/hold",
       "post /documents/{document}/hold-lifted",
       "post /documents/{document}/redactions",
       "post /erasures/proposals",
       "post /evidence/links",
       "post /evidence/match",
       "post /evidence/unlinkings",
       "post /grants",
       "post /grants/{grant}/allocations",
       "post /grants/{grant}/allocations/decisions",
       "post /grants/{grant}/allocations/{allocation}/reductions",
       "post /grants/{grant}/allocations/{allocation}/repayments",
       "post /grants/{grant}/allocations/{allocation}/reports",
       "post /grants/{grant}/award",
       "post /grants/{grant}/award/amendments",
       "post /grants/{grant}/closing",
       "post /grants/{grant}/findings/{finding}/waiver",
       "post /grants/{grant}/payments",
       "post /grants/{grant}/plan",
       "post /grants/{grant}/redistributions",
       "post /grants/{grant}/repayments/assessments",
       "post /grants/{grant}/repayments/{repayment}/claim",
       "post /grants/{grant}/repayments/{repayment}/payment",
       "post /grants/{grant}/repayments/{repayment}/waiver",
       "post /grants/{grant}/requisition",
       "post /grants/{grant}/requisition/amendments",
       "post /grants/{grant}/returns",
       "post /grants/{grant}/returns/amendments",
       "post /grants/{grant}/underlay/deliveries",
       "post /grants/{grant}/underlay/demands",
       "post /mappings",
       "post /persons/{person}/ties",
       "post /persons/{person}/untyings",
       "post /programmes",
       "post /project-codes",
       "post /project-codes/{projectCode}/amendments",
       "post /project-codes/{projectCode}/closing",
       "post /prunings/proposals",
       "post /requirements",
       "post /salaries/unlinkings",
       "post /salary-mappings",
     ]
    `);
    const refs = [...JSON.stringify(body).matchAll(/"#\/components\/schemas\/(\w*)"/g)].map(([, name]) => name ?? '');
    const { components } = body as unknown as { components: { schemas: Record<string, unknown> } };
    expect(refs.filter((name) => !(name in components.schemas))).toEqual([]);
  });

  it('says that its port is taken', async () => {
    const { port } = new URL(api.address);
    const second = new Api();
    try {
      await expect(second.open(port)).rejects.toThrow('ended with 1');
      expect(second.said).toContain(`Port ${port} används redan. Ange en annan med PORT.\n`);
    } finally {
      await second.remove();
    }
  });
});
