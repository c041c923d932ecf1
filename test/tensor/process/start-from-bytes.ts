import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { getBackend, square, tensor1d } from "@tensorflow/tfjs-core";
import { init } from "../../../src/tensor/init.ts";

const file = "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm";
await init({ wasm: readFileSync(createRequire(import.meta.url).resolve(file)) });
const result = Array.from(square(tensor1d([1, 2])).dataSync());
process.stdout.write(JSON.stringify({ backend: getBackend(), result }));
