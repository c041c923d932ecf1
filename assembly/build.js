/**
 * Compiles the kernels and writes src/kernels/generated.ts: the binary as base64 and the type of its exports.
 * The types come from the declaration file that asc writes, so that they cannot drift from the kernels.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import asc from "assemblyscript/asc";
import InlineEverything from "./inline.js";

const root = fileURLToPath(new URL("..", import.meta.url));
process.chdir(root);
mkdirSync("build", { recursive: true });

const { error, stderr } = await asc.main(["--config", "asconfig.json", "--target", "release"], {
  transforms: [InlineEverything],
});
if (error) {
  process.stderr.write(`${stderr.toString()}\n`);
  process.exit(1);
}

const binary = readFileSync("build/kernels.wasm");
const declarations = readFileSync("build/kernels.d.ts", "utf8");
const members = [...declarations.matchAll(/export function (\w+\(.*\): \w+);/g)].map(
  ([, member]) => `  ${member};`,
);

writeFileSync(
  "src/kernels/generated.ts",
  `// Written by assembly/build.js. Do not edit.

/** What the compiled kernels export: numbers and addresses in, results written through addresses. */
export interface KernelExports {
${members.join("\n")}
}

/** The compiled kernels, ${binary.length} bytes, base64. */
export const kernelBytes: string =
  "${binary.toString("base64")}";
`,
);
