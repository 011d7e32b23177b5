import { Migration } from '@mikro-orm/migrations';

/** Whether what is in the database was made up by us, so that the console may show all of it. */
export default class Demo extends Migration {
  override async up(): Promise<void> {
    await this.execute('ALTER TABLE chatops.installation ADD COLUMN demo boolean NOT NULL DEFAULT false');
  }
}
