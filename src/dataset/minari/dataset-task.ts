import { datasetMessages } from "../isolation/dataset-message.ts";
import type { Message } from "../isolation/message.ts";
import type { Task } from "../isolation/task.ts";
import { minariFile } from "./folder.ts";
import { type MinariReadOptions, readMinari } from "./read-minari.ts";

/** The dataset in metadata.json and main_data.hdf5. The request are the options of `loadMinari`. */
export const minariDataset: Task = async function* ([metadata, data], text): AsyncGenerator<Message> {
  if (!metadata || !data) throw new TypeError("the task minariDataset takes two files");
  const options: MinariReadOptions = JSON.parse(text);
  const folder = new Map([
    ["metadata.json", metadata.origin],
    [minariFile, data.origin],
  ]);
  yield* datasetMessages(await readMinari(folder, { ...options, isolate: false }));
};
