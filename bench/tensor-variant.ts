import { dispose, type Tensor, type TensorInfo } from "@tensorflow/tfjs-core";
import type { KernelExports } from "../src/kernels/generated.ts";
import { acceleratedBackend } from "../src/tensor/backend.ts";
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

/** The launch of a kernel from tensors on the heap to a vector of `rows`. */
export function kernelVariant(
  rows: number,
  inputs: readonly TensorInfo[],
  launch: (kernels: KernelExports, out: number, inputs: readonly number[]) => void,
): Variant {
  const backend = acceleratedBackend();
  const out = backend.output([rows]);
  const call = () => {
    const addresses = inputs.map((input) => backend.address(input));
    launch(backend.kernels, backend.address(out), addresses);
  };
  return {
    call,
    result() {
      call();
      return backend.floats(out).slice();
    },
  };
}
