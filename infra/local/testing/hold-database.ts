/** Starts the database of a data folder, says where, and holds it until it is killed. */
import { openDataFolder } from '../data-folder.ts';
import { startDatabase } from '../database.ts';

const folder = await openDataFolder(process.argv[2] ?? '', 4711);
const { url, server } = await startDatabase(folder);
console.log(JSON.stringify({ url, pid: server.pid }));
setInterval(() => {}, 60_000);
