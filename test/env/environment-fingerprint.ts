import { acrobot } from "../../src/env/acrobot.ts";
import { acrobotController } from "../../src/env/acrobot-controller.ts";
import type { Action } from "../../src/env/action.ts";
import { cartPole } from "../../src/env/cartpole.ts";
import { linearCartPoleController, noisyPolicy, randomPolicy } from "../../src/env/controllers.ts";
import type { Environment } from "../../src/env/environment.ts";
import { gaussianNoisePolicy } from "../../src/env/gaussian-noise.ts";
import { generateColumns } from "../../src/env/generate.ts";
import { generateMaze2d } from "../../src/env/generate-maze2d.ts";
import type { LogColumns } from "../../src/env/log-columns.ts";
import { mountainCar } from "../../src/env/mountain-car.ts";
import { mountainCarContinuous } from "../../src/env/mountain-car-continuous.ts";
import {
  mountainCarContinuousController,
  mountainCarController,
} from "../../src/env/mountain-car-controller.ts";
import { pendulum } from "../../src/env/pendulum.ts";
import { pendulumController } from "../../src/env/pendulum-controller.ts";
import type { Policy } from "../../src/env/policy.ts";
import { uniformPolicy } from "../../src/env/uniform-policy.ts";
import { randomStream } from "../../src/kernels/random.ts";

/**
 * A hash of every bit of short logs of all environments, random and controlled with noise, and of maze2d's recipe: equal
 * in every engine.
 */
export function environmentFingerprint(): string {
  const logs = [
    ...discreteLogs(cartPole(), 2, linearCartPoleController()),
    ...discreteLogs(mountainCar(), 3, mountainCarController()),
    ...discreteLogs(acrobot(), 3, acrobotController()),
    ...continuousLogs(mountainCarContinuous(), mountainCarContinuousController()),
    ...continuousLogs(pendulum(), pendulumController()),
    generateMaze2d("umaze", { steps: 2000 }),
    generateMaze2d("large", { steps: 2000, reward: "dense" }),
  ];
  return logs.reduce((hash, log) => hashOf(log, hash), 0x811c9dc5).toString(16);
}

const stream = (name: string) => randomStream(1, name);

function discreteLogs(environment: Environment, actionCount: number, controller: Policy): LogColumns[] {
  const noisy = noisyPolicy(controller, 0.3, actionCount, stream("noise"));
  return [shortLog(environment, randomPolicy(actionCount, stream("random"))), shortLog(environment, noisy)];
}

function continuousLogs(
  environment: Environment<Float32Array>,
  controller: Policy<Float32Array>,
): LogColumns<Float32Array>[] {
  const noisy = gaussianNoisePolicy(controller, 0.5, environment.actions, stream("noise"));
  return [
    shortLog(environment, uniformPolicy(environment.actions, stream("random"))),
    shortLog(environment, noisy),
  ];
}

function shortLog<A extends Action>(environment: Environment<A>, behavior: Policy<A>): LogColumns<A> {
  return generateColumns(environment, [{ behavior, transitions: 1000 }], { random: stream("log") });
}

/** FNV-1a over the bytes of the columns, from `hash` on. */
function hashOf(log: LogColumns<Action>, hash: number): number {
  let mixed = hash;
  for (const column of Object.values(log)) {
    const bytes = new Uint8Array(column.buffer, column.byteOffset, column.byteLength);
    for (const byte of bytes) mixed = Math.imul(mixed ^ byte, 0x01000193) >>> 0;
  }
  return mixed;
}
