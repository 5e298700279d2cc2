import type { Refusal } from './refusal.js';

/** The log and the files it lies in. */
export const log = {
  STREAM_MOVED_ON: {
    kind: 'conflict',
    says: 'Någon annan har ändrat samma sak samtidigt ({stream}). Läs om och försök igen.',
  },
  COMMAND_DIFFERS: {
    kind: 'conflict',
    says: 'Samma kommando-id har redan använts med annat innehåll. Använd ett nytt id.',
  },
  CLOCK_BEHIND_LOG: {
    kind: 'unavailable',
    says: 'Datorns klocka går mer än en minut efter liggarens senaste händelse. Ställ klockan och försök igen.',
  },
  LOG_BUSY: {
    kind: 'unavailable',
    says: 'En annan process skriver i liggaren och släppte den inte i tid. Försök igen.',
  },
  DISK_FULL: {
    kind: 'unavailable',
    says: 'Disken är full. Inget har skrivits till hälften; frigör utrymme och kör samma kommando igen.',
  },
  LOG_NOT_FOUND: {
    kind: 'not-found',
    says: 'Det finns ingen liggare för organisation {organisation} här. Skapa den med init, eller ange rätt datamapp.',
  },
  LOG_EXISTS: {
    kind: 'conflict',
    says: 'Organisation {organisation} har redan en liggare här. Använd den, eller ange en annan datamapp.',
  },
  LOG_OF_ANOTHER_ORGANISATION: {
    kind: 'conflict',
    says: 'Liggaren i mappen tillhör organisation {found}, inte {organisation}. Ange rätt organisation eller en annan datamapp.',
  },
  LOG_UNREADABLE: {
    kind: 'integrity',
    says: 'Filen {file} är skadad eller inte en liggare. Skriv inget mer i mappen; återställ filen från säkerhetskopian.',
  },
} as const satisfies Record<string, Refusal>;
