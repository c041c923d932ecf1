import type { Tensor1D, Tensor2D } from "@tensorflow/tfjs-core";
import { checkRank, matrixSize, noGradients, type Op, runOp, upstreamOf } from "./op.ts";

const forward = "OfflineRlTakePerRow";
const backward = "OfflineRlTakePerRowGradient";

/**
 * x[row][index[row]]: one entry of every row, such as the value of the action that was taken.
 *
 * @param x [rows, columns]
 * @param index int32 [rows]; an index outside 0 … columns − 1 gives NaN
 * @returns [rows]
 */
export function takePerRow(x: Tensor2D, index: Tensor1D): Tensor1D {
  checkRank("x", x, 2);
  checkRank("index", index, 1);
  if (index.size !== x.shape[0]) {
    throw new RangeError(`index must have one entry a row of x, ${x.shape[0]}; got ${index.size}`);
  }
  return runOp<Tensor1D>(forward, { x, index });
}

export const takePerRowOps: readonly Op[] = [
  {
    name: forward,
    integerInputs: ["index"],
    run(backend, call) {
      const [x, index] = [call.input("x"), call.input("index")];
      const [rows, columns] = matrixSize(x);
      const out = backend.output([rows]);
      const { kernels } = backend;
      kernels.takePerRow(backend.address(out), backend.address(x), backend.address(index), rows, columns);
      return out;
    },
    gradient: {
      inputsToSave: ["x", "index"],
      gradFunc: (dy, [x, index]) => ({
        ...noGradients({ index: index! }),
        x: () => runOp(backward, { upstream: upstreamOf(dy), index: index! }, { columns: x!.shape[1]! }),
      }),
    },
  },
  {
    name: backward,
    integerInputs: ["index"],
    run(backend, call) {
      const [upstream, index] = [call.input("upstream"), call.input("index")];
      const [rows] = matrixSize(upstream);
      const columns = call.number("columns");
      const out = backend.output([rows, columns]);
      const [to, from, at] = [out, upstream, index].map((tensor) => backend.address(tensor));
      backend.kernels.takePerRowGradient(to!, from!, at!, rows, columns);
      return out;
    },
  },
];
