import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import { serve } from "../worker.ts";
import { stockVariants } from "./variants.ts";

// Stock tfjs runs in a process of its own: its registry of kernels and gradients is a global, and ours would replace
// parts of it; and two engines in one process would share the threads that collect their garbage.

await tf.setBackend("wasm");
serve(stockVariants());
