import { trainAndPrint } from "./train.js";

process.stdout.write(JSON.stringify(await trainAndPrint()));
