import Chatops from './001-chatops.ts';
import HexabotTables from './002-hexabot-tables.ts';

/** In the order in which they are applied; names are stored in chatops.migrations and never change. */
export const migrations = [
  { name: '001-chatops', class: Chatops },
  { name: '002-hexabot-tables', class: HexabotTables },
];
