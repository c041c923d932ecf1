import type { Tensor } from "@tensorflow/tfjs-core";
import { expand } from "./expand.ts";
import { type Op, runOp } from "./op.ts";

const name = "OfflineRlExpand";

/** A tensor broadcast to a shape. For gradients: it has none itself. */
export function expanded(x: Tensor, shape: number[]): Tensor {
  return runOp(name, { x }, { shape });
}

export const expandOps: readonly Op[] = [
  {
    name,
    run(backend, call) {
      const x = call.input("x");
      const whole = expand(backend, x, call.shape("shape"));
      if (whole.dataId === x.dataId) backend.incRef(x.dataId);
      return whole;
    },
  },
];
