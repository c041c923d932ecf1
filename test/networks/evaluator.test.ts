import {
  keep,
  memory,
  mul,
  type Scalar,
  sum,
  tensor1d,
  tidy,
  variableGrads,
  zeros,
} from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { randomStream } from "../../src/kernels/random.ts";
import { evaluatorOf } from "../../src/networks/evaluator.ts";
import { type Mlp, mlp } from "../../src/networks/mlp.ts";
import { acceleratedBackend } from "../../src/tensor/backend.ts";
import { capture } from "../../src/tensor/capture/capture.ts";
import { init } from "../../src/tensor/init.ts";
import { normals } from "../kernels/draw.ts";

await init();

const network = mlp("the network", [3, 8, 2], randomStream(0, "network"));
const { evaluate, evaluateOne } = evaluatorOf(network, 3);
const observations = normals(randomStream(0, "observations"), 15);

test("rows of outputs, each the one that its observation gives alone, to the bit", () => {
  const outputs = evaluate(observations);
  expect(outputs).toHaveLength(10);
  for (let row = 0; row < 5; row++) {
    const alone = evaluateOne(observations.subarray(3 * row, 3 * row + 3));
    expect(alone).toEqual(outputs.subarray(2 * row, 2 * row + 2));
  }
});

test("no observations give no outputs", () => {
  expect(evaluate(new Float32Array(0))).toEqual(new Float32Array(0));
});

test("the outputs are a copy, which later evaluations do not write to", () => {
  const outputs = evaluate(observations);
  const before = outputs.slice();
  evaluate(observations.map((x) => -x));
  expect(outputs).toEqual(before);
});

test("no tensor stays of an evaluation of rows; what one of one observation keeps is freed by dispose, for good", () => {
  const before = memory();
  const evaluator = evaluatorOf(network, 3);
  evaluator.evaluate(observations);
  expect(memory()).toEqual(before);
  for (let repeat = 0; repeat < 3; repeat++) evaluator.evaluateOne(observations.subarray(0, 3));
  evaluator.dispose();
  expect(memory()).toEqual(before);
});

test("one observation after the other, in a tidy or not, and with weights that move between them", () => {
  const trained = mlp("the trained network", [3, 8, 2], randomStream(1, "network"));
  const evaluator = evaluatorOf(trained, 3);
  const bias = trained.variables.at(-1)!;
  for (let row = 0; row < 5; row++) {
    const observation = observations.subarray(3 * row, 3 * row + 3);
    const alone = tidy(() => evaluator.evaluateOne(observation));
    expect([...alone]).toEqual([...evaluator.evaluate(observation)]);
    if (row % 2 === 0) acceleratedBackend().floats(bias).set([row, -row]);
    else tidy(() => bias.assign(tensor1d([row, 2])));
    expect([...evaluator.evaluateOne(observation)]).toEqual([...evaluator.evaluate(observation)]);
  }
});

test("after the heap has grown, an observation is evaluated as before", () => {
  const observation = observations.subarray(0, 3);
  const before = [...evaluateOne(observation)];
  const large = tidy(() => keep(zeros([2 ** 24])));
  expect([...evaluateOne(observation)]).toEqual(before);
  large.dispose();
});

test("a network that cannot be captured is evaluated all the same, and leaves nothing", () => {
  const odd: Mlp = { ...network, apply: (x) => network.apply(mul(x, x.dataSync().length / 3)) };
  const before = memory();
  const evaluator = evaluatorOf(odd, 3);
  const observation = observations.subarray(0, 3);
  for (let repeat = 0; repeat < 2; repeat++) {
    expect([...evaluator.evaluateOne(observation)]).toEqual([...evaluateOne(observation)]);
  }
  expect(memory()).toEqual(before);
  evaluator.dispose();
});

test("an evaluation inside of a capture is refused for the data that it reads", () => {
  const call = () => tensor1d(evaluateOne(observations.subarray(0, 3)));
  expect(() => capture(call)).toThrow("it reads the data of a tensor");
});

test("inside of a gradient an observation is evaluated as anywhere", () => {
  const observation = observations.subarray(0, 3);
  const expected = [...evaluateOne(observation)];
  const [kernel] = network.variables;
  variableGrads(() => {
    expect([...evaluateOne(observation)]).toEqual(expected);
    return sum<Scalar>(kernel!);
  }, [kernel!]);
});

test("a network that has been disposed is refused", () => {
  const gone = mlp("the network", [3, 2], randomStream(0, "network"));
  const evaluator = evaluatorOf(gone, 3);
  evaluator.evaluateOne(observations.subarray(0, 3));
  gone.dispose();
  expect(() => evaluator.evaluateOne(observations.subarray(0, 3))).toThrow("has been disposed");
  evaluator.dispose();
  expect(() => evaluator.evaluateOne(observations.subarray(0, 3))).toThrow("has been disposed");
});

test("a part of a row is refused by name, rule and value, and no tensor stays", () => {
  const before = memory();
  expect(() => evaluate(new Float32Array(7))).toThrow(
    new RangeError("observations must have 3 numbers a row; got 7 in all"),
  );
  expect(memory()).toEqual(before);
});

test.for([0, 2, 6])("%d numbers are not one observation of 3", (length) => {
  expect(() => evaluateOne(new Float32Array(length))).toThrow(
    new RangeError(`an observation must have 3 numbers; got ${length}`),
  );
});

test("observations that are no Float32Array are refused by the type that was got, and no tensor stays", () => {
  const before = memory();
  const wide = new Float64Array(3);
  const list = [1, 2, 3];
  // @ts-expect-error: the compiler refuses it too
  expect(() => evaluate(wide)).toThrow(
    new TypeError("observations must be a Float32Array; got Float64Array"),
  );
  // @ts-expect-error: the compiler refuses it too
  expect(() => evaluate(list)).toThrow(new TypeError("observations must be a Float32Array; got Array"));
  // @ts-expect-error: the compiler refuses it too
  expect(() => evaluateOne(wide)).toThrow(
    new TypeError("an observation must be a Float32Array; got Float64Array"),
  );
  // @ts-expect-error: the compiler refuses it too
  expect(() => evaluateOne(list)).toThrow(new TypeError("an observation must be a Float32Array; got Array"));
  expect(memory()).toEqual(before);
});
