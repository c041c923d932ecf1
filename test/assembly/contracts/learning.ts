import { type AdamSettings, adam, settingsBlock } from "../../kernels/reference/adam.ts";
import { exactOutput, input, output, updated } from "../launch.ts";
import { type Contract, counts } from "./contract.ts";

const settings: AdamSettings = {
  learningRate: 0.01,
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-8,
  l2Decay: 0.1,
  weightDecay: 0.2,
  decaySteps: 200,
};
/** An ordinary one, and one at which subnormal moments become 0. */
const steps = [3, 64];
const near = { relative: 1e-5, absolute: 1e-6 };

export const learning = {
  adam: {
    sizes: steps.flatMap((step) => counts.map(([count]) => [count, step])),
    launch(values, count, step) {
      const [parameter, gradient] = [values.floats(count), values.floats(count)];
      const [m, v] = [values.floats(count), values.floats(count).map((x) => x * x)];
      const after = Array.from(parameter, (p, i) =>
        adam({ parameter: p, firstMoment: m[i]!, secondMoment: v[i]! }, gradient[i]!, settings, step),
      );
      return {
        operands: [
          updated(
            parameter,
            output(
              after.map((each) => each.parameter),
              near,
            ),
          ),
          updated(
            m,
            output(
              after.map((each) => each.firstMoment),
              near,
            ),
          ),
          updated(
            v,
            output(
              after.map((each) => each.secondMoment),
              near,
            ),
          ),
          input(gradient),
          input(settingsBlock(settings, step)),
        ],
        run: (exports, p, first, second, g, block) => exports.adam(p, first, second, g, block, count),
      };
    },
  },
  adamAdvance: {
    sizes: [[0], [1], [1000]],
    launch(_, steps) {
      const constant = { ...settings, decaySteps: 0 };
      const before = settingsBlock(constant, steps);
      const powers = before.with(6, before[6]! * settings.beta1).with(7, before[7]! * settings.beta2);
      const after = powers.with(8, steps + 1);
      return {
        operands: [updated(before, exactOutput(after))],
        run: (exports, block) => exports.adamAdvance(block),
      };
    },
  },
  polyak: {
    sizes: [0.005, 0.5, 1].flatMap((rate) => counts.map(([count]) => [count, rate])),
    launch(values, count, rate) {
      const [target, online] = [values.floats(count), values.floats(count)];
      const approach = Array.from(target, (x, i) => (rate === 1 ? online[i]! : x + rate * (online[i]! - x)));
      return {
        operands: [updated(target, output(approach, near)), input(online)],
        run: (exports, x, y) => exports.polyak(x, y, count, rate),
      };
    },
  },
} satisfies Record<string, Contract>;
