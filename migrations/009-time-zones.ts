import { Migration } from '@mikro-orm/migrations';

/** Where the clocks of people are, as their platform says, for the dates that they type. */
export default class TimeZones extends Migration {
  override async up(): Promise<void> {
    await this.execute('ALTER TABLE chatops.identities ADD COLUMN zone text;');
  }
}
