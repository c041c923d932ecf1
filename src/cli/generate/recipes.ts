import { acrobot } from "../../env/acrobot.ts";
import { acrobotController } from "../../env/acrobot-controller.ts";
import { cartPole } from "../../env/cartpole.ts";
import { linearCartPoleController } from "../../env/controllers.ts";
import type { Environment } from "../../env/environment.ts";
import { mountainCar } from "../../env/mountain-car.ts";
import { mountainCarController } from "../../env/mountain-car-controller.ts";
import { pendulum } from "../../env/pendulum.ts";
import { pendulumController } from "../../env/pendulum-controller.ts";
import type { Policy } from "../../env/policy.ts";
import { noisyController, noisyForces, randomActions, randomForces, snapshot } from "./behaviors.ts";
import { fourRooms, fourRoomsController } from "./four-rooms.ts";
import type { Schooling, Stage } from "./learn-until.ts";
import { maze2d } from "./maze2d.ts";
import { mixture, type Recipe } from "./recipe.ts";
import { replay } from "./replay.ts";

/** As D4RL names its logs: medium is about a third of the way from random to expert. */
const medium: Stage = [1 / 3, 1 / 2];
const expert: Stage = [0.9, Infinity];

const network = { hiddenSizes: [64, 64], batchSize: 64 };

const cartPoleSchooling: Schooling = {
  settings: { ...network, learningRate: 1e-3 },
  options: {
    steps: 20_000,
    interval: 50,
    updatesPerStep: 0.5,
    epsilon: (step) => Math.max(0.05, 1 - step / 5_000),
  },
  returns: { random: 22, expert: 500 },
};

const acrobotSchooling: Schooling = {
  settings: { ...network, learningRate: 1e-3, double: true },
  options: { steps: 40_000, interval: 500, epsilon: (step) => Math.max(0.05, 1 - step / 10_000) },
  returns: { random: -500, expert: -85 },
};

const pendulumNoise = 0.5; // of a torque from −2 to 2

/** Everything that `offline-rl generate` can make. */
export const recipes: readonly Recipe[] = [
  ...controlled("cartpole", cartPole, linearCartPoleController),
  ...learned("cartpole", cartPole, linearCartPoleController, cartPoleSchooling),
  ...controlled("mountaincar", mountainCar, mountainCarController),
  halfAndHalf("mountaincar", mountainCar, mountainCarController),
  ...controlled("acrobot", acrobot, acrobotController),
  ...learned("acrobot", acrobot, acrobotController, acrobotSchooling),
  ...controlled("gridworld-fourrooms", fourRooms, fourRoomsController),
  halfAndHalf("gridworld-fourrooms", fourRooms, fourRoomsController),
  mixture("pendulum-random", "random torques", pendulum, [randomForces]),
  mixture("pendulum-controller", "a controller with noise", pendulum, [
    noisyForces(pendulumController, pendulumNoise),
  ]),
  mixture("pendulum-mixed", "half random torques, half a controller with noise", pendulum, [
    randomForces,
    noisyForces(pendulumController, pendulumNoise),
  ]),
  maze2d("umaze"),
  maze2d("medium"),
  maze2d("large"),
];

function controlled(task: string, environment: () => Environment, policy: () => Policy): Recipe[] {
  return [
    mixture(`${task}-random`, "random actions", environment, [randomActions]),
    mixture(`${task}-controller`, "a controller, 10 % random actions", environment, [
      noisyController(policy),
    ]),
  ];
}

function halfAndHalf(task: string, environment: () => Environment, policy: () => Policy): Recipe {
  const makers = [randomActions, noisyController(policy)];
  return mixture(`${task}-mixed`, "half random actions, half a controller", environment, makers);
}

function learned(
  task: string,
  environment: () => Environment,
  policy: () => Policy,
  schooling: Schooling,
): Recipe[] {
  const mediumLearner = snapshot(schooling, medium);
  const expertLearner = snapshot(schooling, expert);
  return [
    mixture(`${task}-medium`, "DQN a third of the way to an expert, 10 % random actions", environment, [
      mediumLearner,
    ]),
    replay(`${task}-medium-replay`, "all that DQN saw until it was medium", environment, schooling, medium),
    mixture(`${task}-expert`, "DQN when it masters the task, 10 % random actions", environment, [
      expertLearner,
    ]),
    mixture(`${task}-mixed`, "a third each random, controller and medium", environment, [
      randomActions,
      noisyController(policy),
      mediumLearner,
    ]),
  ];
}
