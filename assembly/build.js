/**
 * Compiles the kernels and writes what the sources import of binaries, as base64, so that a bundler has no file to find:
 * src/kernels/generated.ts, our kernels with the type of their exports, which comes from the declarations that asc
 * writes and so cannot drift from the kernels; and src/tensor/generated.ts, the SIMD binary of tfjs-backend-wasm.
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

const tfjs = readFileSync("node_modules/@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm");
writeFileSync(
  "src/tensor/generated.ts",
  `// Written by assembly/build.js. Do not edit.

/** tfjs-backend-wasm-simd.wasm of @tensorflow/tfjs-backend-wasm, ${tfjs.length} bytes, base64. */
export const tfjsBytes: string =
  "${tfjs.toString("base64")}";
`,
);
