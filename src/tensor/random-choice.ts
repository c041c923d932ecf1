import type { Tensor, Tensor1D, Tensor2D, Variable } from "@tensorflow/tfjs-core";
import { NonFiniteError } from "./finite.ts";
import { checkLastAxis, constantGradient, type Op, rowsSize, runOp } from "./op.ts";
import { checkedStream } from "./random.ts";

const name = "OfflineRlRandomChoice";

/**
 * One index a row, j with probability softmax(logits)_j along the last axis; a logit of −Infinity is never drawn. Logits that
 * give no probabilities (a NaN or Infinity among them, or none above −Infinity) are a `NonFiniteError`, also in a replay, which
 * leaves the stream moved on.
 * Nothing is differentiated through a draw.
 *
 * @param stream of `tensorRandomStream`; one word a row
 * @param logits [..., columns]
 * @returns [...], int32
 */
export function randomChoice(stream: Variable, logits: Tensor2D): Tensor1D;
export function randomChoice(stream: Variable, logits: Tensor): Tensor;
export function randomChoice(stream: Variable, logits: Tensor): Tensor {
  checkLastAxis("logits", logits);
  return runOp(name, { stream: checkedStream(stream), logits });
}

function fault(row: number): Error {
  return new NonFiniteError(
    `the logits of a random choice must give probabilities: a finite largest one and no NaN; row ${row} does not`,
  );
}

export const randomChoiceOps: readonly Op[] = [
  {
    name,
    integerInputs: ["stream"],
    run(backend, call) {
      const logits = call.input("logits");
      const out = backend.output(logits.shape.slice(0, -1), "int32");
      const [to, state, from] = [out, call.input("stream"), logits].map((each) => backend.address(each));
      backend.recorder?.expectFault(fault);
      const row = backend.kernels.randomChoice(to!, state!, from!, ...rowsSize(logits));
      if (row < 0) return out;
      backend.disposeData(out.dataId);
      throw fault(row);
    },
    gradient: constantGradient(["logits"]),
  },
];
