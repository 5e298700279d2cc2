import type { Refusal } from './refusal.js';

/** Vouchers that a cost was moved from, taken in out of the kept files. */
export const originals = {
  ORIGINAL_NOT_IN_FILES: {
    kind: 'not-found',
    says: 'Verifikation {series} {number} är inte inläst i boken {book} och står inte i någon av dess sparade filer, till antalet {files}. Kontrollera serie och nummer, eller läs in en fil som har den.',
  },
  ORIGINAL_GONE_SINCE: {
    kind: 'refused',
    says: 'Verifikation {series} {number} står i filen från inläsningen {import} men inte i en senare fil som omfattar boken {book}. Kontrollera i ekonomisystemet varför den är borta, och ange den verifikation som gäller.',
  },
  ORIGINAL_HELD_BACK: {
    kind: 'refused',
    says: 'Verifikation {series} {number} i filen från inläsningen {import} balanserar inte och hålls tillbaka. Besluta om den med import quarantine, eller rätta den i ekonomisystemet och läs in boken {book} på nytt.',
  },
  ORIGINAL_ERASED: {
    kind: 'refused',
    says: 'Texterna i filen från inläsningen {import} är raderade genom ett beslut, så verifikation {series} {number} tas inte in ur den. Styrk raden med ett dokument, eller läs in boken {book} ur en annan fil.',
  },
  ORIGINAL_PRUNED: {
    kind: 'refused',
    says: 'Boken {book} är gallrad enligt beslutet på position {decision}, och dess filer med den. Styrk raden med ett dokument i stället.',
  },
  ORIGINAL_BELOW_MOVED: {
    kind: 'refused',
    says: 'Raden skulle vara {moved} kr omförda från verifikation {series} {number} i boken {book}, men den är på {held} kr i den sparade filen. Ange ett mindre belopp, eller den verifikation som kostnaden kommer från.',
  },
} as const satisfies Readonly<Record<string, Refusal>>;
