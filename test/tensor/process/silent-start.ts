import { square, tensor1d } from "@tensorflow/tfjs-core";
import { init } from "../../../src/tensor/init.ts";

await init();
square(tensor1d([1, 2])).dataSync();
