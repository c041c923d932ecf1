import { greater, mul, type Tensor, where, zerosLike } from "@tensorflow/tfjs-core";
import { unbroadcast } from "./gradients/unbroadcast.ts";
import { type Op, upstreamOf } from "./op.ts";
import { broadcast } from "./replacements/broadcast.ts";

/** x where it is positive, else alpha · x; tfjs-backend-wasm's would not notice an alpha that changes in place. */
const prelu: Op = {
  name: "Prelu",
  run: (backend, call) => broadcast(backend, "prelu", call.input("x"), call.input("alpha")),
  gradient: {
    inputsToSave: ["x", "alpha"],
    gradFunc(upstream, saved) {
      const dy = upstreamOf(upstream);
      const [x, alpha] = [saved[0]!, saved[1]!];
      return {
        x: () => unbroadcast(inX(dy, x, alpha), x.shape),
        alpha: () => unbroadcast(inAlpha(dy, x), alpha.shape),
      };
    },
  },
};

function inX(dy: Tensor, x: Tensor, alpha: Tensor): Tensor {
  return where(greater(x, zerosLike(x)), dy, mul(dy, alpha));
}

function inAlpha(dy: Tensor, x: Tensor): Tensor {
  return where(greater(x, zerosLike(x)), zerosLike(dy), mul(dy, x));
}

export const preluOps: readonly Op[] = [prelu];
