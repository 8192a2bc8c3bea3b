/**
 * What is in this browser: the state of the store, its records and bytes, filling, export, restoring, erasing.
 * `?database=name` looks into another database than the one that the widgets use.
 */
import { changesPart } from './src/changes.js';
import { collectionsPart } from './src/collections.js';
import { byId, show } from './src/dom.js';
import { wireErase } from './src/erase.js';
import { wireExport } from './src/export.js';
import { wireFill } from './src/fill.js';
import { wireRestore } from './src/restore.js';
import { Session } from './src/session.js';
import { keptPart, watchSpace } from './src/space.js';
import { statusPart } from './src/status.js';

const session = new Session(new URLSearchParams(location.search).get('database') || 'crm-elements');

show(byId('database', HTMLElement), session.database);
session.use(statusPart);
session.use(keptPart);
session.use(collectionsPart);
session.use(changesPart(session.origin));
wireFill(session);
wireExport(session);
wireRestore(session);
wireErase(session);
watchSpace();
session.connect();
