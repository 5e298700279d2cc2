import { Body, Controller, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';

import { type Asked, AskedBy } from '../http/asked.js';
import { CommandRoute } from '../http/command-route.js';
import { Commands } from '../http/commands.js';
import { DatedDto } from '../http/dated.dto.js';
import type { Recorded } from '../http/recorded.js';
import { DescribeDocumentDto } from './description.dto.js';
import { DocumentPath, LegalHoldDto, RedactDocumentDto } from './document.dto.js';
import {
  LinkEvidenceDto,
  PersonPath,
  TiePersonsDto,
  UnlinkEvidenceDto,
  UnlinkSalaryDto,
  UntiePersonsDto,
} from './evidence.dto.js';
import { AdoptRequirementsDto } from './requirements.dto.js';

/** What supports the costs: links, documents, and what costs need. */
@ApiTags('Evidence')
@Controller()
export class EvidenceController {
  constructor(private readonly commands: Commands) {}

  @CommandRoute('LinkEvidence', 'evidence/links', 'A document, or another voucher, supports a line.')
  link(@AskedBy() asked: Asked, @Body() body: LinkEvidenceDto): Promise<Recorded> {
    return this.commands.carryOut(asked, body);
  }

  @CommandRoute('UnlinkEvidence', 'evidence/unlinkings', 'A line is no longer supported by it.')
  unlink(@AskedBy() asked: Asked, @Body() body: UnlinkEvidenceDto): Promise<Recorded> {
    return this.commands.carryOut(asked, body);
  }

  @CommandRoute('UnlinkSalary', 'salaries/unlinkings', 'Takes back whose pay a line is.')
  unlinkSalary(@AskedBy() asked: Asked, @Body() body: UnlinkSalaryDto): Promise<Recorded> {
    return this.commands.carryOut(asked, body);
  }

  @CommandRoute('TiePersons', 'persons/:person/ties', 'Somebody is in the ledger under two numbers.')
  tie(@AskedBy() asked: Asked, @Param() path: PersonPath, @Body() body: TiePersonsDto): Promise<Recorded> {
    return this.commands.carryOut(asked, path, body);
  }

  @CommandRoute('UntiePersons', 'persons/:person/untyings', 'Two persons are not the same after all.')
  untie(@AskedBy() asked: Asked, @Param() path: PersonPath, @Body() body: UntiePersonsDto): Promise<Recorded> {
    return this.commands.carryOut(asked, path, body);
  }

  @CommandRoute('DescribeDocument', 'documents/:document/descriptions', 'A person says what a document is and says.')
  describe(@AskedBy() asked: Asked, @Param() path: DocumentPath, @Body() body: DescribeDocumentDto): Promise<Recorded> {
    return this.commands.carryOut(asked, path, body);
  }

  @CommandRoute('ConfirmDescription', 'documents/:document/confirmations', 'What its text suggested is as it says.')
  confirm(@AskedBy() asked: Asked, @Param() path: DocumentPath, @Body() body: DatedDto): Promise<Recorded> {
    return this.commands.carryOut(asked, path, body);
  }

  @CommandRoute('RedactDocument', 'documents/:document/redactions', 'A masked copy is what may be handed out.')
  redact(@AskedBy() asked: Asked, @Param() path: DocumentPath, @Body() body: RedactDocumentDto): Promise<Recorded> {
    return this.commands.carryOut(asked, path, body);
  }

  @CommandRoute('PlaceLegalHold', 'documents/:document/hold', 'The document may not be erased.')
  hold(@AskedBy() asked: Asked, @Param() path: DocumentPath, @Body() body: LegalHoldDto): Promise<Recorded> {
    return this.commands.carryOut(asked, path, body);
  }

  @CommandRoute('LiftLegalHold', 'documents/:document/hold-lifted', 'The document may be erased again.')
  lift(@AskedBy() asked: Asked, @Param() path: DocumentPath, @Body() body: LegalHoldDto): Promise<Recorded> {
    return this.commands.carryOut(asked, path, body);
  }

  @CommandRoute('AdoptRequirements', 'requirements', 'Says which evidence costs need, whole.')
  require(@AskedBy() asked: Asked, @Body() body: AdoptRequirementsDto): Promise<Recorded> {
    return this.commands.carryOut(asked, body);
  }
}
