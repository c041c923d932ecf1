import { type ElementaryName, elementary } from "../../kernels/reference/elementary.ts";
import { huber, huberSlope } from "../../kernels/reference/huber.ts";
import { exactOutput, input, output } from "../launch.ts";
import { type Contract, counts, rounding } from "./contract.ts";

function elementaryContract(name: ElementaryName): Contract {
  return {
    sizes: counts,
    launch(values, count) {
      const x = values.floats(count, 3);
      return {
        operands: [output(Array.from(x, elementary[name]), { ulp: 2.5 }), input(x)],
        run: (exports, out, address) => exports[name](out, address, count),
      };
    },
  };
}

const threshold = 0.5;
const steepness = 0.5;

export const elementwise = {
  atanh: elementaryContract("atanh"),
  exp: elementaryContract("exp"),
  expm1: elementaryContract("expm1"),
  log: elementaryContract("log"),
  log1p: elementaryContract("log1p"),
  logSigmoid: elementaryContract("logSigmoid"),
  sigmoid: elementaryContract("sigmoid"),
  softplus: elementaryContract("softplus"),
  tanh: elementaryContract("tanh"),
  huber: {
    sizes: counts,
    launch(values, count) {
      const [prediction, target] = [values.floats(count), values.floats(count)];
      const expected = Array.from(prediction, (x, i) => huber(x - target[i]!, threshold));
      return {
        operands: [output(expected, rounding), input(prediction), input(target)],
        run: (exports, out, x, y) => exports.huber(out, x, y, count, threshold),
      };
    },
  },
  huberGradient: {
    sizes: counts,
    launch(values, count) {
      const [upstream, prediction, target] = [
        values.floats(count),
        values.floats(count),
        values.floats(count),
      ];
      const expected = Array.from(prediction, (x, i) => upstream[i]! * huberSlope(x - target[i]!, threshold));
      return {
        operands: [output(expected, rounding), input(upstream), input(prediction), input(target)],
        run: (exports, out, u, x, y) => exports.huberGradient(out, u, x, y, count, threshold),
      };
    },
  },
  tanhGradient: {
    sizes: counts,
    launch(values, count) {
      const [upstream, x] = [values.floats(count), values.floats(count, 3)];
      const slope = (at: number) => (steepness / Math.cosh(steepness * at)) ** 2;
      return {
        operands: [
          output(
            Array.from(x, (at, i) => upstream[i]! * slope(at)),
            { ulp: 6 },
          ),
          input(upstream),
          input(x),
        ],
        run: (exports, out, u, address) => exports.tanhGradient(out, u, address, count, steepness),
      };
    },
  },
  reluGradient: {
    sizes: counts,
    launch(values, count) {
      const [upstream, activation] = [values.floats(count), values.floats(count)];
      const expected = upstream.map((u, i) => (activation[i]! <= 0 ? 0 : u));
      return {
        operands: [exactOutput(expected), input(upstream), input(activation)],
        run: (exports, out, u, y) => exports.reluGradient(out, u, y, count),
      };
    },
  },
} satisfies Record<string, Contract>;
