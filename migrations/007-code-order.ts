import { Migration } from '@mikro-orm/migrations';

/** In which order codes were asked for: two services whose clocks differ do not agree on times. */
export default class CodeOrder extends Migration {
  override async up(): Promise<void> {
    await this.execute('ALTER TABLE chatops.link_codes ADD COLUMN asked bigint GENERATED ALWAYS AS IDENTITY');
  }
}
