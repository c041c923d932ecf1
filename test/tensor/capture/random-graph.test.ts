import {
  add,
  disposeVariables,
  mean,
  type Scalar,
  square,
  type Tensor,
  tanh,
  tensor1d,
  tensor2d,
  tidy,
} from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { randomStream } from "../../../src/kernels/random.ts";
import { adam } from "../../../src/tensor/adam.ts";
import { acceleratedBackend } from "../../../src/tensor/backend.ts";
import { capture } from "../../../src/tensor/capture/capture.ts";
import { NonFiniteError } from "../../../src/tensor/finite.ts";
import { init } from "../../../src/tensor/init.ts";
import { minimize } from "../../../src/tensor/minimize.ts";
import { tensorRandomStream } from "../../../src/tensor/random.ts";
import fc from "../../fast-check.ts";
import { firstDifference } from "../../first-difference.ts";
import { normals } from "../../kernels/draw.ts";
import { entriesOf, matrixOf } from "../entries.ts";
import { differentiableOpCount, evaluateGraph, type Node, opCount } from "./random-graph.ts";

await init();

function graphs(ops: number): fc.Arbitrary<Node[]> {
  const node = fc.record({
    op: fc.nat(ops - 1),
    first: fc.nat(20),
    second: fc.nat(20),
    choice: fc.nat(11),
  });
  return fc.array(node, { minLength: 1, maxLength: 12 });
}

/** Tensors to write new numbers into, and a random stream. */
function inputs() {
  const [matrix, vector] = [tensor2d(new Float32Array(12), [3, 4]), tensor1d(new Float32Array(4))];
  const [single, indices] = [tensor1d([0]), tensor1d([0, 0, 0], "int32")];
  const backend = acceleratedBackend();
  const write = (run: number): void => {
    const random = randomStream(run, "inputs of a random graph");
    for (const input of [matrix, vector, single]) backend.floats(input).set(normals(random, input.size, 2));
    backend.integers(indices).set(Array.from({ length: 3 }, () => random.integer(4)));
  };
  write(0);
  return { tensors: [matrix, vector, single], indices, stream: tensorRandomStream(0, "graph"), write };
}

test("a random function of tensors, replayed on new inputs, gives what it gives eagerly, to the bit", () => {
  const property = fc.property(graphs(opCount), (graph) => {
    tidy(() => {
      const [captured, eager] = [inputs(), inputs()];
      const call = ({ tensors, ...sources }: ReturnType<typeof inputs>): Tensor =>
        evaluateGraph(graph, tensors, sources);
      const program = capture(() => tidy(() => call(captured)));
      for (let run = 0; run < 4; run++) {
        const expected = tidy(() => entriesOf(call(eager)));
        expect(firstDifference(entriesOf(program.result), expected)).toBeUndefined();
        for (const { write } of [captured, eager]) write(run + 1);
        program.run();
      }
      program.dispose();
    });
    disposeVariables();
  });
  fc.assert(property, { numRuns: 400 });
});

/** Training of a variable by the gradient of a random function of it and of inputs. */
function training(graph: readonly Node[]) {
  const { tensors, write, ...sources } = inputs();
  const weights = matrixOf([1, 2, 3].map((row) => [row, -0.5, 0.25 * row, 1]));
  const optimizer = adam([weights], { learningRate: 0.05 });
  const step = () =>
    minimize("the loss", optimizer, () => {
      const y = evaluateGraph(graph, [weights, ...tensors], sources);
      return { loss: add<Scalar>(mean(square(tanh(y))), mean(square(weights))) };
    });
  return { weights, write, step };
}

/** What a step ends with: the weights, and the error if they may not move. */
function outcome(weights: Tensor, step: () => void): { entries: number[]; error?: string } {
  try {
    step();
    return { entries: entriesOf(weights) };
  } catch (error) {
    if (!(error instanceof NonFiniteError)) throw error;
    return { entries: entriesOf(weights), error: error.message };
  }
}

test("training by the gradient of a random function, replayed, moves the weights as eager steps do, to the bit", () => {
  let trained = 0;
  const property = fc.property(graphs(differentiableOpCount), (graph) => {
    tidy(() => {
      const [captured, eager] = [training(graph), training(graph)];
      const first = outcome(eager.weights, () => tidy(eager.step));
      if (first.error !== undefined) return;
      const program = capture(() => tidy(captured.step));
      for (let run = 1; run < 5; run++) {
        for (const { write } of [captured, eager]) write(run);
        const expected = outcome(eager.weights, () => tidy(eager.step));
        expect(outcome(captured.weights, () => program.run())).toEqual(expected);
      }
      program.dispose();
      trained++;
    });
    disposeVariables();
  });
  fc.assert(property, { numRuns: 300 });
  expect(trained).toBeGreaterThan(250);
});
