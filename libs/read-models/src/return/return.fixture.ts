import { GRANT, Story } from '../story.fixture.js';
import { type GrantReturn, returnOf } from './return-of.query.js';

/** The period of use of 2026 has ended. */
const AFTER = '2027-01-15';

/** A story with a unit's code and rural money handed on, whose return is looked at. */
export class ReturnStory extends Story {
  override async begin(rules?: object): Promise<void> {
    await super.begin(rules);
    await this.beginRural();
    await this.allocate('halsoval', '39300000.00');
    await this.unitCode([{ area: 1, share: '1' }]);
  }

  unitCode(purposeAreas: { area: number; share: string }[]): Promise<number> {
    return this.code('kod', '28101', { allocation: 'halsoval', pot: 'region-population', purposeAreas });
  }

  cost(number: string, amount: string, date = '2026-03-01'): Promise<number> {
    return this.take({ number, date, lines: [['5011', { 6: '28101' }, amount]] });
  }

  /** Pays rural money to the health centre that it is handed on to. */
  passOn(number: string, amount: string): Promise<number> {
    return this.take({ number, date: '2026-04-01', lines: [['4511', { 6: '27010', 1: '31007' }, amount]] });
  }

  async look(day = AFTER, until?: number) {
    const models = this.models();
    const end = await models.catchUp();
    return { db: models.db, asked: { grant: GRANT, day }, moment: { position: until ?? end } };
  }

  async found(day = AFTER, until?: number): Promise<GrantReturn> {
    const { db, asked, moment } = await this.look(day, until);
    const made = await returnOf(db, asked, moment);
    if (made === undefined) throw new Error('The grant is not announced');
    return made;
  }

  async submit(type = 'ReturnSubmitted', act = 'retur'): Promise<number> {
    const { figures, document, digest } = await this.found();
    const said = JSON.parse(JSON.stringify(figures)) as object;
    const { position, form } = document;
    return this.grant(type, { act, position, figures: said, form: form?.version ?? null, digest });
  }
}
