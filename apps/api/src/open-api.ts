import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';

const ABOUT = `Bidragsboks dörr för program. En POST utför ett kommando, med orden och fälten i docs/commands.md och id:n ur
adressen. Belopp är texter i SEK med två decimaler, dagar skrivs ÅÅÅÅ-MM-DD. Den som anropar blir trodd: X-Actor och
X-Role säger vem som handlar tills det finns inloggning, så dörren lyssnar bara på den egna datorn.`;

/** What the door can be asked, as OpenAPI 3. */
export function openApi(app: INestApplication): OpenAPIObject {
  const about = new DocumentBuilder().setTitle('Bidragsbok').setDescription(ABOUT).setVersion('1').build();
  return SwaggerModule.createDocument(app, about);
}

/** Serves the description of every route at /openapi.json. */
export function serveOpenApi(app: INestApplication): void {
  const options = { ui: false, raw: ['json' as const], jsonDocumentUrl: 'openapi.json' };
  SwaggerModule.setup('openapi', app, () => openApi(app), options);
}
