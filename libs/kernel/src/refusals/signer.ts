import type { Refusal } from './refusal.js';

/** The signer's memory, which is lost, is another log's, or is filled again; and keys that are lost. */
export const signer = {
  SIGNER_REMEMBERS_NOTHING: {
    kind: 'integrity',
    says:
      'Signerarens minne är borta: {store} har inget signerat, fast liggaren nämner en nyckel och har växt. Sedan {since} styrker ' +
      'inget här liggarens {unattested} händelser. Frågor går att ställa, men inget skrivs, lämnas ut eller signeras. Se först efter ' +
      'att BIDRAGSBOK_SIGNER pekar på rätt mapp, och lägg tillbaka signer.db om den finns. Ta annars upp en kontrollpunkt som någon ' +
      'har kvar: checkpoint adopt FIL. Har ingen någon: checkpoint accept-loss.',
  },
  SIGNER_OF_ANOTHER_LOG: {
    kind: 'integrity',
    says:
      'Signerarens minne ({store}) är inte den här liggarens: inget i det är signerat av en nyckel som liggaren nämner. Sedan {since} ' +
      'styrker inget här liggarens {unattested} händelser. Frågor går att ställa, men inget skrivs, lämnas ut eller signeras. Rätta ' +
      'BIDRAGSBOK_SIGNER, eller lägg tillbaka rätt signer.db. Är minnet rätt, så är liggaren utbytt: återställ den.',
  },
  SIGNER_UNREADABLE: {
    kind: 'integrity',
    says:
      'Signerarens minne ({file}) är skadat eller något annat. Flytta undan filen, men ta inte bort den, och lägg tillbaka den från ' +
      'säkerhetskopian (signer/signer.db). Utan den går liggaren att läsa, och säger vad som saknas.',
  },
  SIGNER_REMEMBERS: {
    kind: 'conflict',
    says: 'Signerarens minne är inte borta, så det finns ingen förlust att godta. Inget har ändrats; kör verify.',
  },
  LOG_NOT_INTACT: {
    kind: 'integrity',
    says:
      'Liggaren är inte hel: {what}. Inget har ändrats; kopiera datakatalogen till en säker plats, kör verify och återställ en ' +
      'säkerhetskopia.',
  },
  CHECKPOINT_OF_ANOTHER_LOG: {
    kind: 'conflict',
    says: 'Kontrollpunkten är en annan liggares ({origin}). Inget har ändrats; ange en av den här liggarens.',
  },
  CHECKPOINT_BEYOND_LOG: {
    kind: 'integrity',
    says:
      'Kontrollpunkten är över {size} händelser, och liggaren slutar vid position {position}: {missing} händelser saknas. Inget har ' +
      'ändrats; återställ en säkerhetskopia som har dem (restore --checkpoint).',
  },
  CHECKPOINT_DIFFERS: {
    kind: 'integrity',
    says:
      'Liggarens första {size} händelser är inte de som kontrollpunkten signerar: liggaren är ändrad. Inget har tagits upp; kopiera ' +
      'datakatalogen till en säker plats, kör verify och återställ en säkerhetskopia (restore --checkpoint).',
  },
  KEY_ROTATION_LOST: {
    kind: 'conflict',
    says:
      'Signeringsnyckeln ({file}) är nyare än den som liggaren nämner ({named}): bytet var bland de händelser som gick förlorade. Lägg ' +
      'tillbaka den äldre nyckeln om det finns en kopia, och byt med key rotate. Annars låter key replace liggaren nämna den nyare.',
  },
  KEY_NOT_LOST: {
    kind: 'refused',
    says: 'Nyckeln som liggaren nämner finns ({file}) och kan själv lämna över. Byt den med key rotate.',
  },
} as const satisfies Record<string, Refusal>;
