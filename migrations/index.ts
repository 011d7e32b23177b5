import Chatops from './001-chatops.ts';
import HexabotTables from './002-hexabot-tables.ts';
import LicenceSnapshot from './003-licence.ts';
import Attached from './004-attached.ts';
import LinksAndRequests from './005-links-and-requests.ts';
import Demo from './006-demo.ts';
import CodeOrder from './007-code-order.ts';
import Passkeys from './008-passkeys.ts';
import TimeZones from './009-time-zones.ts';
import { MIGRATION_NAMES } from './names.ts';

const CLASSES = {
  '001-chatops': Chatops,
  '002-hexabot-tables': HexabotTables,
  '003-licence': LicenceSnapshot,
  '004-attached': Attached,
  '005-links-and-requests': LinksAndRequests,
  '006-demo': Demo,
  '007-code-order': CodeOrder,
  '008-passkeys': Passkeys,
  '009-time-zones': TimeZones,
};

/** What they do, in the order in which they are applied. */
export const migrations = MIGRATION_NAMES.map((name) => ({ name, class: CLASSES[name] }));
