/** Whether an address answers with success: for the images' health checks, which have no curl. */
const ANSWER_MS = 4000;
const response = await fetch(process.argv[2], { signal: AbortSignal.timeout(ANSWER_MS) });
process.exit(response.ok ? 0 : 1);
