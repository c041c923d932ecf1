/**
 * Compiles the kernels and writes what the sources import of binaries, as base64, so that a bundler has no file to find:
 * src/kernels/generated.ts, our kernels with the type of their exports, which comes from the declarations that asc
 * writes and so cannot drift from the kernels; src/kernels/generated-relaxed.ts, the same kernels with fused
 * multiply-adds; and src/tensor/generated.ts, the SIMD binary of tfjs-backend-wasm.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import asc from "assemblyscript/asc";
import InlineEverything from "./inline.js";

const root = fileURLToPath(new URL("..", import.meta.url));
process.chdir(root);
mkdirSync("build", { recursive: true });

/** Compiles one target of asconfig.json. */
async function compile(target) {
  const { error, stderr } = await asc.main(["--config", "asconfig.json", "--target", target], {
    transforms: [InlineEverything],
  });
  if (!error) return;
  process.stderr.write(`${stderr.toString()}\n`);
  process.exit(1);
}

/** Writes a module that exports the bytes of a binary as base64 under `name`. */
function writeModule(path, binaryPath, name, title, types = "") {
  const bytes = readFileSync(binaryPath);
  writeFileSync(
    path,
    `// Written by assembly/build.js. Do not edit.

${types}/** ${title}, ${bytes.length} bytes, base64. */
export const ${name}: string =
  "${bytes.toString("base64")}";
`,
  );
}

await compile("release");
await compile("relaxed");

const declarations = readFileSync("build/kernels.d.ts", "utf8");
const members = [...declarations.matchAll(/export function (\w+\(.*\): \w+);/g)].map(
  ([, member]) => `  ${member};`,
);
const exportTypes = `/** What the compiled kernels export: numbers and addresses in, results written through addresses. */
export interface KernelExports {
${members.join("\n")}
}

`;

writeModule(
  "src/kernels/generated.ts",
  "build/kernels.wasm",
  "kernelBytes",
  "The compiled kernels",
  exportTypes,
);
writeModule(
  "src/kernels/generated-relaxed.ts",
  "build/kernels-relaxed.wasm",
  "relaxedKernelBytes",
  "The compiled kernels with relaxed SIMD",
);
writeModule(
  "src/tensor/generated.ts",
  "node_modules/@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm",
  "tfjsBytes",
  "tfjs-backend-wasm-simd.wasm of @tensorflow/tfjs-backend-wasm",
);
