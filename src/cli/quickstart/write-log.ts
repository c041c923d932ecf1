import { writeFile } from "node:fs/promises";
import { writeD4rl } from "../../dataset/hdf5/write-d4rl.ts";
import { init } from "../../tensor/init.ts";
import { generateLog } from "./generate-log.ts";
import { logFile } from "./log-file.ts";

// Writes the log that the quickstart loads. Run it after a change to the generator: npm run generate-log

await init();
await writeFile(logFile, await writeD4rl(await generateLog()));
