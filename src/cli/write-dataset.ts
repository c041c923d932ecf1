import type { Dataset } from "../dataset/dataset.ts";
import type { Layout } from "./layouts.ts";
import { writeFile } from "./write-file.ts";
import { writeFolder } from "./write-folder.ts";

/** Writes a dataset to a file or folder. */
export async function writeDataset(dataset: Dataset, layout: Layout, target: string): Promise<void> {
  const written = await layout.write(dataset, target);
  if (written instanceof Uint8Array || typeof written === "string") await writeFile(target, [written]);
  else await writeFolder(target, written);
}
