import { generateAndPrint } from "./generate.js";
import { readAndPrint } from "./read.js";
import { trainAndPrint } from "./train.js";

const url = "./log.hdf5";

async function result() {
  const training = { ...(await trainAndPrint()), logs: generateAndPrint() };
  const bytes = new Uint8Array(await (await fetch(url)).arrayBuffer());
  const log = { url: await readAndPrint(url), bytes: await readAndPrint(bytes) };
  return JSON.stringify({ training, log, table: await readAndPrint("./log.parquet") });
}

result().then(
  (text) => {
    document.body.dataset.result = text;
  },
  (error) => {
    document.body.dataset.error = String(error?.stack ?? error);
  },
);
