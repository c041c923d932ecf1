import { dispose, type Tensor } from "@tensorflow/tfjs-core";
import type { Variant } from "./case.ts";

/** A tensor op whose result is freed at once. */
export function tensorVariant(op: () => Tensor): Variant {
  return {
    call: () => dispose(op()),
    result() {
      const tensor = op();
      const values = tensor.dataSync();
      tensor.dispose();
      return values;
    },
  };
}

/** A function that writes into `out`. */
export function loopVariant(out: Float32Array, loop: () => void): Variant {
  return {
    call: loop,
    result() {
      loop();
      return out;
    },
  };
}
