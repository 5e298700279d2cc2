import { amountInSwedish } from '../swedish.js';

type Objects = readonly (readonly [dimension: string, object: string])[];

/** The objects of a posting as a ledger prints them, `1:31000 6:28101`. */
export const objectsText = (objects: Objects): string =>
  objects.map(([dimension, object]) => `${dimension}:${object}`).join(' ');

/** A posting in one line: account, objects, amount. */
export const postingText = (line: { readonly account: string; readonly objects: Objects; readonly amount: string }) =>
  [line.account, objectsText(line.objects), amountInSwedish(line.amount)].filter((part) => part !== '').join(' ');
