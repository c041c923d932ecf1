import { access, constants, readdir, stat } from "node:fs/promises";
import { dirname } from "node:path";
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

/** Throws where it can be told beforehand that `target` cannot be written: making the dataset may take minutes. */
export async function checkTarget({ isFolder }: Layout, target: string): Promise<void> {
  const refuse = (reason: unknown): never => {
    throw new Error(`cannot write ${target}: ${reason instanceof Error ? reason.message : reason}`);
  };
  await access(dirname(target), constants.W_OK).catch(refuse);
  const present = await stat(target).catch(() => undefined);
  if (present === undefined) return;
  if (present.isDirectory() !== isFolder) refuse(isFolder ? "it is a file" : "it is a folder");
  if (isFolder && (await readdir(target)).length > 0) refuse("there is something in it");
}
