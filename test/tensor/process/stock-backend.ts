import { getBackend, setBackend, square, tensor1d } from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-wasm";
import { init } from "../../../src/tensor/init.ts";

await setBackend("wasm");
const error = await init().catch((reason: Error) => reason.message);
const result = Array.from(square(tensor1d([1, 2])).dataSync());
process.stdout.write(JSON.stringify({ error, backend: getBackend(), result }));
