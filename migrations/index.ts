import Chatops from './001-chatops.ts';
import HexabotTables from './002-hexabot-tables.ts';
import LicenceSnapshot from './003-licence.ts';
import Attached from './004-attached.ts';
import LinksAndRequests from './005-links-and-requests.ts';
import Demo from './006-demo.ts';
import CodeOrder from './007-code-order.ts';
import Passkeys from './008-passkeys.ts';
import TimeZones from './009-time-zones.ts';

/** In the order in which they are applied; names are stored in chatops.migrations and never change. */
export const migrations = [
  { name: '001-chatops', class: Chatops },
  { name: '002-hexabot-tables', class: HexabotTables },
  { name: '003-licence', class: LicenceSnapshot },
  { name: '004-attached', class: Attached },
  { name: '005-links-and-requests', class: LinksAndRequests },
  { name: '006-demo', class: Demo },
  { name: '007-code-order', class: CodeOrder },
  { name: '008-passkeys', class: Passkeys },
  { name: '009-time-zones', class: TimeZones },
];
