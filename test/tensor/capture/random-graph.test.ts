import { mean, type Scalar, square, type Tensor, tensor1d, tensor2d, tidy } from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { expect, test } from "vitest";
import { randomStream } from "../../../src/kernels/random.ts";
import { adam } from "../../../src/tensor/adam.ts";
import { acceleratedBackend } from "../../../src/tensor/backend.ts";
import { capture } from "../../../src/tensor/capture/capture.ts";
import { init } from "../../../src/tensor/init.ts";
import { minimize } from "../../../src/tensor/minimize.ts";
import { tensorRandomStream } from "../../../src/tensor/random.ts";
import { firstDifference } from "../../first-difference.ts";
import { normals } from "../../kernels/draw.ts";
import { entriesOf, matrixOf } from "../entries.ts";
import { evaluateGraph, type Node, opCount } from "./random-graph.ts";

await init();

const node: fc.Arbitrary<Node> = fc.record({
  op: fc.nat(opCount - 1),
  first: fc.nat(20),
  second: fc.nat(20),
  choice: fc.nat(11),
});
const graphs = fc.array(node, { minLength: 1, maxLength: 12 });

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
  const property = fc.property(graphs, (graph) => {
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
      for (const { stream } of [captured, eager]) stream.dispose();
    });
  });
  fc.assert(property, { numRuns: 400, seed: 20_261_126 });
});

/** Training of a variable by the gradient of a random function of it: all of the gradients can be replayed. */
function training(graph: readonly Node[]) {
  const { tensors, write, ...sources } = inputs();
  const weights = matrixOf([1, 2, 3].map((row) => [row, -0.5, 0.25 * row, 1]));
  const optimizer = adam([weights], { learningRate: 0.05 });
  const step = () =>
    minimize("the loss", optimizer, () => {
      const y = evaluateGraph(graph, [weights, ...tensors], sources);
      return { loss: mean<Scalar>(square(y)).add<Scalar>(mean(square(weights))) };
    });
  return { weights, write, step };
}

test.todo("gradients");
