import { assembleVerified } from "../assemble-verified.ts";
import { Findings } from "../findings.ts";
import type { ReadOptions } from "../format.ts";
import { datasetMessages } from "../isolation/dataset-message.ts";
import type { Message } from "../isolation/message.ts";
import type { Task } from "../isolation/task.ts";
import { hdf5Format } from "./format.ts";

/** The dataset of an HDF5 file. The request are the options of `loadDataset`. */
export const hdf5Dataset: Task = async function* ([file], text): AsyncGenerator<Message> {
  if (file === undefined) throw new TypeError("the task hdf5Dataset takes one file");
  const options: ReadOptions = JSON.parse(text);
  const findings = new Findings();
  const columns = await hdf5Format.read(file, options, findings);
  yield* datasetMessages(await assembleVerified(columns, options, findings));
};
