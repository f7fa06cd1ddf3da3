/** Opens a data folder and holds it until it is killed, or says why it could not. */
import { openDataFolder } from '../data-folder.ts';

const said = await openDataFolder(process.argv[2] ?? '', 4711).then(
  () => 'open',
  (failure: unknown) => (failure instanceof Error ? failure.message : String(failure)),
);
console.log(said);
if (said === 'open') setInterval(() => {}, 60_000);
