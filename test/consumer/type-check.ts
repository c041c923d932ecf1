import { spawnSync } from "node:child_process";
import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { root } from "./pack.ts";

const tsc = join(root, "node_modules/typescript/bin/tsc");

/** Gives a project its TypeScript, which lies under another name so that our own compiler does not see it. */
export async function writeTypeScript(folder: string): Promise<void> {
  for (const name of ["usage.ts", "misspelt.ts"]) {
    await rename(join(folder, `${name}.txt`), join(folder, name));
  }
  const examples = await readmeExamples(folder);
  for (const [i, example] of examples.entries()) await writeFile(join(folder, `readme-${i}.ts`), example);
}

/** All TypeScript in the README of the installed package. */
async function readmeExamples(folder: string): Promise<string[]> {
  const readme = await readFile(join(folder, "node_modules/offline-rl/README.md"), "utf8");
  const examples = [...readme.matchAll(/```ts\n(.*?)```/gs)].map(([, example]) => example!);
  if (examples.length === 0) throw new Error("the README has no example in TypeScript");
  return examples;
}

/**
 * The errors that tsc finds in a project and in the installed package's declarations. Those in the declarations of other
 * packages are left out: tfjs's need ambient types that a project without `types` does not have.
 */
export function typeErrors(folder: string, project: string): string[] {
  const options = ["--project", project, "--pretty", "false"];
  const { stdout, stderr } = spawnSync(process.execPath, [tsc, ...options], {
    cwd: folder,
    encoding: "utf8",
  });
  const errors = `${stdout}${stderr}`.split("\n").filter((line) => line.includes("error TS"));
  return errors.filter((error) => !/^node_modules\/(?!offline-rl\/)/.test(error));
}
