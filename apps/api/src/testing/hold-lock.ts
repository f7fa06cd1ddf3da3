/** Holds the lock of an upload, and never lets go, until it is killed. */
import { createAdvisoryLocker } from '../uploads/advisory-locker.ts';

const [databaseUrl = '', id = ''] = process.argv.slice(2);
const locker = createAdvisoryLocker({ databaseUrl, log: { info() {}, warn() {}, error() {} } });
await locker.newLock(id).lock(new AbortController().signal, () => undefined);
process.send?.('held');
setInterval(() => undefined, 60_000);
