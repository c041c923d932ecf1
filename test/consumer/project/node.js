import { readFile } from "node:fs/promises";
import { generateAndPrint } from "./generate.js";
import { readAndPrint } from "./read.js";
import { trainAndPrint } from "./train.js";

const path = "public/log.hdf5";
const training = { ...(await trainAndPrint()), logs: generateAndPrint() };
const log = { path: await readAndPrint(path), bytes: await readAndPrint(await readFile(path)) };
const table = await readAndPrint("public/log.parquet");
process.stdout.write(JSON.stringify({ training, log, table }));
