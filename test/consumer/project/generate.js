import {
  acrobot,
  acrobotController,
  cartPole,
  gaussianNoisePolicy,
  generateColumns,
  generateMaze2d,
  gridWorld,
  linearCartPoleController,
  mountainCar,
  noisyPolicy,
  pendulum,
  pendulumController,
  randomPolicy,
} from "offline-rl";
import { randomStream } from "offline-rl/kernels";
import { print } from "./print.js";

/** The print of logs that environments of every kind make here: the same in every engine. */
export function generateAndPrint() {
  const stream = (name) => randomStream(3, name);
  const record = (environment, behavior) =>
    generateColumns(environment, [{ behavior, transitions: 1_000 }], { random: stream("log") });
  const torque = pendulum();
  const logs = [
    record(cartPole(), noisyPolicy(linearCartPoleController(), 0.3, 2, stream("noise"))),
    record(mountainCar(), randomPolicy(3, stream("random"))),
    record(acrobot(), noisyPolicy(acrobotController(), 0.3, 3, stream("noise"))),
    record(torque, gaussianNoisePolicy(pendulumController(), 0.5, torque.actions, stream("noise"))),
    record(gridWorld("S..\n.#.\n..G", { slip: 0.2 }), randomPolicy(4, stream("random"))),
    generateMaze2d("umaze", { steps: 2_000 }),
  ];
  return print(...logs.flatMap((log) => Object.values(log)));
}
