import { memory, tensor, type Variable } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import type { Algorithm } from "../../src/algorithms/algorithm.ts";
import { NonFiniteError } from "../../src/tensor/finite.ts";
import { init } from "../../src/tensor/init.ts";
import { fit } from "../../src/training/fit.ts";
import { contentsOf } from "../algorithms/contents.ts";
import { randomLog } from "../algorithms/random-log.ts";
import { learned, type Settings, subjects } from "../algorithms/subjects.ts";

await init();

const log = randomLog();

interface Injection {
  readonly name: string;
  readonly given: Settings;
  /** Start of the name of the variable that gets the value. */
  readonly place: string;
  /** What the error says is not finite. */
  readonly loss: string;
}

const injections: readonly Injection[] = [
  {
    name: "discreteBehaviorCloning",
    given: {},
    place: "kernel of the policy network layer 0",
    loss: "the cloning loss",
  },
  {
    name: "discreteBehaviorCloning",
    given: {},
    place: "bias of the policy network layer 1",
    loss: "the cloning loss",
  },
  { name: "dqn", given: {}, place: "kernel of the Q-network layer 0", loss: "the DQN loss" },
  { name: "dqn", given: {}, place: "kernel of the target network layer 0", loss: "the DQN loss" },
  { name: "dqn", given: { double: true }, place: "bias of the Q-network layer 1", loss: "the DQN loss" },
  { name: "discreteCql", given: {}, place: "kernel of the Q-network layer 1", loss: "the CQL loss" },
  { name: "discreteCql", given: {}, place: "kernel of the target network layer 0", loss: "the CQL loss" },
  {
    name: "discreteCql",
    given: { gapThreshold: 0.5 },
    place: "kernel of the Q-network layer 0",
    loss: "the CQL loss",
  },
];

const cases = injections.flatMap((injection) =>
  [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY].map((value) => ({ ...injection, value })),
);

/** Writes a value into the first entry of a variable. */
function inject({ variables }: Algorithm, place: string, value: number): Variable {
  const target = variables.find(({ name }) => name.startsWith(place))!;
  const entries = Array.from(target.dataSync()).with(0, value);
  target.assign(tensor(entries, target.shape));
  return target;
}

function learner(name: string, given: Settings): Algorithm {
  return subjects.find((subject) => subject.name === name)!.make(log.spec, given);
}

test.for(cases)(
  "$name $given, $value in the $place: a NonFiniteError names the loss and the step, and nothing moves",
  async ({ name, given, place, loss, value }) => {
    const algorithm = learner(name, given);
    await learned(algorithm, log, 5);
    inject(algorithm, place, value);
    const before = contentsOf(algorithm.variables);
    // not the number of buffers: a capture gives variables that share their data with others buffers of their own
    const { numTensors, numBytes } = memory();
    const error = await fit(algorithm, log, { steps: 20 })
      .next()
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(NonFiniteError);
    expect(String(error)).toMatch(
      new RegExp(`^NonFiniteError: ${loss} must be finite; got (NaN|-?Infinity) in training step 6$`),
    );
    expect(contentsOf(algorithm.variables)).toEqual(before);
    expect(memory()).toMatchObject({ numTensors, numBytes });
  },
);

test.for(["discreteBehaviorCloning", "dqn", "discreteCql"])(
  "%s: when the value is mended, training goes on as if it had not been there, to the bit",
  async (name) => {
    const [broken, whole] = [learner(name, {}), learner(name, {})];
    await learned(broken, log, 5);
    const place = broken.variables[0]!;
    const saved = place.clone();
    const random = broken.sampling.random.state.slice();
    inject(broken, place.name, Number.NaN);
    await expect(learned(broken, log, 20)).rejects.toThrow(NonFiniteError);
    place.assign(saved);
    broken.sampling.random.state.set(random);
    expect(await learned(broken, log, 5)).toEqual(await learned(whole, log, 10));
  },
);

test.for(["discreteBehaviorCloning", "dqn", "discreteCql"])(
  "%s: a policy whose scores are NaN refuses to act",
  (name) => {
    const algorithm = learner(name, {});
    const policy = algorithm.policy();
    expect(policy.act(log.observations.slice(0, 3))).toBeGreaterThanOrEqual(0);
    inject(algorithm, algorithm.variables[0]!.name, Number.NaN);
    expect(() => policy.act(log.observations.slice(0, 3))).toThrow(
      new RangeError("the score of action 0 must be a number; got NaN"),
    );
  },
);
