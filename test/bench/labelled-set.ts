import type { ExactMatch, MatchableDocument, MatchableVoucher } from '#evidence';
import { voucherName } from '#evidence';

import { CaseMaker, Chance, type LabelledCase, labelOf, supportsAll } from './labelled-cases.js';

type Making = (make: CaseMaker) => LabelledCase;

const one = (document: MatchableDocument, voucher: MatchableVoucher): LabelledCase => ({
  documents: [document],
  vouchers: [voucher],
  truth: supportsAll(document, voucher),
});
/** A document of no voucher here, beside vouchers that look like its own. */
const strangers = (documents: readonly MatchableDocument[], vouchers: readonly MatchableVoucher[]): LabelledCase => ({
  documents,
  vouchers,
  truth: [],
});

const plain: Making = (make) => {
  const invoice = make.invoice();
  const texts = [
    `Faktura ${invoice.number} ${invoice.supplier}`,
    `${invoice.supplier}, ${invoice.number}`,
    `${invoice.supplier} fakt nr ${invoice.number.toLowerCase()}`,
    `Lev ${invoice.supplier} / ${invoice.number} / ${invoice.issued}`,
  ];
  return one(make.document(invoice), make.booked(invoice, texts[make.chance.below(texts.length)] ?? ''));
};

/** The grant pays a part of the invoice, and the rest of the voucher is somebody else's. */
const ofTheGrantInPart: Making = (make) => {
  const invoice = make.invoice();
  const part = Math.floor(invoice.net / 3);
  const lines = [
    { ore: part, isWanting: true },
    ...[invoice.net - part, invoice.total - invoice.net, -invoice.total].map((ore) => ({ ore })),
  ];
  return one(make.document(invoice), make.voucher(`${invoice.supplier}, ${invoice.number}`, lines, invoice.issued));
};

const overSeveralLines: Making = (make) => {
  const invoice = make.invoice();
  const part = Math.floor(invoice.net / 3);
  const parts = [part, part, invoice.net - 2 * part];
  return one(make.document(invoice), make.booked(invoice, `Faktura ${invoice.number} ${invoice.supplier}`, parts));
};

/** One supplier's rent: the same amount every month, and vouchers that mostly tell the number. */
const everyMonth: Making = (make) => {
  const { supplier, net } = make.invoice();
  const invoices = Array.from({ length: 12 }, (_, month) => {
    return make.invoice({ supplier, net, issued: `2026-${String(month + 1).padStart(2, '0')}-01` });
  });
  const cases = invoices.map((invoice, month) => {
    const text = month % 4 === 3 ? `Hyra ${supplier}` : `${supplier}, ${invoice.number}`;
    return one(make.document(invoice), make.booked(invoice, text));
  });
  return together(cases);
};

const together = (cases: readonly LabelledCase[]): LabelledCase => ({
  documents: cases.flatMap(({ documents }) => documents),
  vouchers: cases.flatMap(({ vouchers }) => vouchers),
  truth: cases.flatMap(({ truth }) => truth),
});

const paidInParts: Making = (make) => {
  const invoice = make.invoice();
  const document = make.document(invoice);
  const text = `Delbetalning ${invoice.supplier} ${invoice.number}`;
  const halves = [invoice.net, invoice.total - invoice.net].map((ore) =>
    make.voucher(text, [{ ore, isWanting: true }, { ore: -ore }], invoice.issued),
  );
  return { documents: [document], vouchers: halves, truth: halves.flatMap((half) => supportsAll(document, half)) };
};

const severalOnOne: Making = (make) => {
  const { supplier } = make.invoice();
  const invoices = [make.invoice({ supplier }), make.invoice({ supplier }), make.invoice({ supplier })];
  const isByLine = make.chance.below(2) === 0;
  const lines = invoices.map(({ net, number }) => ({ ore: net, isWanting: true, text: isByLine ? number : '' }));
  const sum = invoices.reduce((all, { net }) => all + net, 0);
  const text = isByLine
    ? `Fakturor ${supplier}`
    : `Fakturor ${supplier} ${invoices.map(({ number }) => number).join(', ')}`;
  const voucher = make.voucher(text, [...lines, { ore: -sum }], invoices[0]?.issued ?? '');
  const documents = invoices.map((invoice) => make.document(invoice));
  const truth = documents.map(({ document }, at) => labelOf(document, voucherName(voucher), at + 1));
  return { documents, vouchers: [voucher], truth };
};

const credited: Making = (make) => {
  const invoice = make.invoice();
  const credit = make.invoice({ ...invoice, number: make.number(), type: 'credit-note', preceding: invoice.number });
  const taken = { ...credit, net: -credit.net, total: -credit.total };
  return together([
    one(make.document(invoice), make.booked(invoice, `Faktura ${invoice.number} ${invoice.supplier}`)),
    one(
      make.document(credit),
      make.booked(taken, `Kredit ${credit.number} ${credit.supplier}, avser ${invoice.number}`),
    ),
  ]);
};

/** Its number stands inside another one, of an invoice that nobody has handed in. */
const insideAnother: Making = (make) => {
  const invoice = make.invoice({ number: String(10_000 + make.chance.below(80_000)) });
  const numbers = [`${invoice.number}1`, `9${invoice.number}`, `${invoice.number}-2`, `K${invoice.number}`];
  const other = numbers[make.chance.below(numbers.length)] ?? '';
  return strangers([make.document(invoice)], [make.booked(invoice, `Faktura ${other} ${invoice.supplier}`)]);
};

/** Another supplier whose name begins as this one's has sent an invoice of the same number and amount. */
const anotherSupplier: Making = (make) => {
  const invoice = make.invoice({ supplier: 'Alfa AB' });
  const others = ['Alfa Nord AB', 'Beta AB', 'Nya Alfa AB'];
  const other = others[make.chance.below(others.length)] ?? '';
  return strangers([make.document(invoice)], [make.booked(invoice, `Faktura ${invoice.number} ${other}`)]);
};

/** The invoice that took its place is booked, names it, and is not handed in. */
const replaced: Making = (make) => {
  const invoice = make.invoice();
  const text = `Faktura ${make.number()} ${invoice.supplier} ersätter ${invoice.number}`;
  return strangers([make.document(invoice)], [make.booked(invoice, text)]);
};

const sameAmountOnly: Making = (make) => {
  const invoice = make.invoice();
  return strangers([make.document(invoice)], [make.booked(invoice, `Faktura ${make.number()} ${invoice.supplier}`)]);
};

const byFileName: Making = (make) => {
  const invoice = make.invoice({ fileName: `A-${make.nextVoucher}.pdf` });
  return one(make.document(invoice), make.booked(invoice, 'Inköp'));
};

/** Called after the voucher of another invoice of the same amount. */
const wronglyCalled: Making = (make) => {
  const { supplier, net } = make.invoice();
  const voucher = make.nextVoucher;
  const booked = make.booked(make.invoice({ supplier, net }), supplier);
  return strangers([make.document(make.invoice({ supplier, net, fileName: `A-${voucher}.pdf` }))], [booked]);
};

/** A scanned invoice whose number was read with a wrong digit, which makes it another's. */
const misread: Making = (make) => {
  const invoice = make.invoice({ number: String(10_000 + make.chance.below(80_000)) });
  const wrong = make.document({
    ...invoice,
    number: `${invoice.number.slice(0, -1)}${make.chance.below(10)}`,
    basis: 'suggested',
  });
  return one(wrong, make.booked(invoice, `Faktura ${invoice.number} ${invoice.supplier}`));
};

const handedInTwice: Making = (make) => {
  const invoice = make.invoice();
  const documents = [make.document(invoice), make.document(invoice)];
  const voucher = make.booked(invoice, `Faktura ${invoice.number} ${invoice.supplier}`);
  return { documents, vouchers: [voucher], truth: documents.flatMap((document) => supportsAll(document, voucher)) };
};

/** Booked, taken back and booked again: which voucher it is of is for a person to say. */
const rebooked: Making = (make) => {
  const invoice = make.invoice();
  const document = make.document(invoice);
  const text = `Faktura ${invoice.number} ${invoice.supplier}`;
  const first = make.booked(invoice, text);
  const taken = make.booked({ ...invoice, net: -invoice.net, total: -invoice.total }, `Rättelse ${text}`);
  const again = make.booked(invoice, text);
  return { documents: [document], vouchers: [first, taken, again], truth: supportsAll(document, again) };
};

// How often each stands there, so that most are what most invoices are.
const MAKINGS: readonly (readonly [times: number, Making])[] = [
  [40, plain],
  [6, ofTheGrantInPart],
  [6, overSeveralLines],
  [1, everyMonth],
  [3, paidInParts],
  [3, severalOnOne],
  [4, credited],
  [4, insideAnother],
  [2, anotherSupplier],
  [2, replaced],
  [4, sameAmountOnly],
  [4, byFileName],
  [3, wronglyCalled],
  [4, misread],
  [2, handedInTwice],
  [2, rebooked],
];
const ROUND = MAKINGS.flatMap(([times, making]) => Array.from({ length: times }, () => making));

/** Cases until there are so many documents; then vouchers of none of them, until there are so many lines. */
export function* labelledCases(size: { readonly documents: number; readonly lines: number }): Generator<LabelledCase> {
  const make = new CaseMaker(new Chance(2026));
  let [documents, lines] = [0, 0];
  for (let at = 0; documents < size.documents; at++) {
    const made = ROUND[at % ROUND.length]?.(make) ?? plain(make);
    documents += made.documents.length;
    lines += made.vouchers.reduce((sum, voucher) => sum + voucher.lines.length, 0);
    yield made;
  }
  while (lines < size.lines) {
    const invoice = make.invoice();
    const voucher = make.booked(invoice, `${invoice.supplier}, ${make.number()}`);
    lines += voucher.lines.length;
    yield strangers([], [voucher]);
  }
}

/** How an answer holds against what is true. */
export interface Judged {
  /** Links of a rule, line by line, and those of them that are not true. */
  readonly linked: number;
  readonly wrong: readonly string[];
  /** Of what is true, the share that a rule found, in percent. */
  readonly found: number;
}

export function judged(exact: readonly ExactMatch[], truth: ReadonlySet<string>): Judged {
  const all = exact.flatMap(({ document, voucher, links }) =>
    links.map(({ line }) => labelOf(document, voucherName(voucher), line)),
  );
  const wrong = all.filter((label) => !truth.has(label));
  return { linked: all.length, wrong, found: Math.round(((all.length - wrong.length) * 1000) / truth.size) / 10 };
}
