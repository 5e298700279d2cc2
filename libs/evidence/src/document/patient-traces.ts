/** What in a text may tell of patients: personal numbers with a check digit that holds, and words of health care. */
export interface PatientTraces {
  readonly personalNumbers: number;
  /** The words' stems, each once, in alphabetical order. */
  readonly words: readonly string[];
}

/** Year, month, day (60 more where it is a co-ordination number), and four digits. */
const PERSONAL_NUMBER = /(?<![\d-])(?:19|20)?(\d\d)(\d\d)(\d\d)[-+]?(\d{4})(?![\d-])/g;
const WORDS = /\b(patient|journal|diagnos|vårdtagar|brukare|sjukdom|remiss|anamnes|läkemedelslista)\p{L}*/giu;

/** Looks for patients in the text of what is handed in as evidence of an activity (OSL 25:1). */
export function patientTraces(text: string): PatientTraces {
  const numbers = [...text.matchAll(PERSONAL_NUMBER)].filter(([, year = '', month = '', day = '', rest = '']) =>
    isPersonal({ month, day, digits: year + month + day + rest }),
  );
  const words = [...text.matchAll(WORDS)].map(([, stem = '']) => stem.toLowerCase());
  return { personalNumbers: numbers.length, words: [...new Set(words)].sort() };
}

function isPersonal(number: { readonly month: string; readonly day: string; readonly digits: string }): boolean {
  const [month, day] = [Number.parseInt(number.month, 10), Number.parseInt(number.day, 10) % 60];
  return month >= 1 && month <= 12 && day >= 1 && day <= 31 && luhn(number.digits) % 10 === 0;
}

const luhn = (digits: string): number =>
  Array.from(digits).reduce((sum, digit, at) => {
    const product = Number.parseInt(digit, 10) * (at % 2 === 0 ? 2 : 1);
    return sum + (product > 9 ? product - 9 : product);
  }, 0);
