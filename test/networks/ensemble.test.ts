import { add, concat, memory, type Rank, reshape, slice, type Tensor } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { randomStream } from "../../src/kernels/random.ts";
import { criticEnsemble } from "../../src/networks/critic-ensemble.ts";
import { copyOfEnsemble, type Ensemble, ensemble } from "../../src/networks/ensemble.ts";
import { type LayerOptions, type Mlp, mlp } from "../../src/networks/mlp.ts";
import { init } from "../../src/tensor/init.ts";
import { tensorRandomStream } from "../../src/tensor/random.ts";
import { total } from "../kernels/reference/total.ts";
import { cube, matrix, vector } from "../tensor/draw.ts";
import { entriesOf, matrixOf } from "../tensor/entries.ts";
import { gradientsOf } from "../tensor/tape.ts";

await init();

const [members, rows] = [3, 6];

function tested(sizes: readonly number[], options: LayerOptions = {}): Ensemble {
  return ensemble("the critics", members, sizes, randomStream(0, "the critics"), options);
}

/** An MLP with the weights of one member. */
function memberOf({ variables, sizes, options }: Ensemble, member: number): Mlp {
  const network = mlp("one member", sizes, randomStream(0, "one member"), options);
  for (const [i, own] of network.variables.entries()) {
    const all = reshape<Rank.R2>(variables[i]!, [members, -1]);
    own.assign(reshape(slice(all, [member, 0], [1, own.size]), own.shape));
  }
  return network;
}

function distance(got: readonly number[], expected: readonly number[]): number {
  expect(got.length).toBe(expected.length);
  return Math.max(...got.map((x, i) => Math.abs(x - expected[i]!)));
}

/** Gains and shifts other than 1 and 0, as training makes them. */
function trainedALittle(network: Ensemble): Ensemble {
  for (const [i, each] of network.variables.entries()) {
    const change = vector(randomStream(i, "a little training"), [each.size], 0.2);
    each.assign(add(each, reshape(change, each.shape)));
  }
  return network;
}

const shapes: { sizes: number[]; options: LayerOptions }[] = [
  { sizes: [4, 2], options: {} },
  { sizes: [4, 17, 5, 1], options: {} },
  { sizes: [4, 17, 5, 3], options: { layerNorm: true } },
];

test.for(shapes)(
  "$sizes $options: every member gives what an MLP with its weights gives, and has its gradients, within rounding",
  ({ sizes, options }) => {
    const network = trainedALittle(tested(sizes, options));
    const x = matrix(randomStream(0, "inputs"), [rows, sizes[0]!]);
    const outputs = sizes.at(-1)!;
    const upstream = entriesOf(vector(randomStream(0, "upstream"), [members * rows * outputs]));
    const all = entriesOf(network.apply(x));
    const gradients = gradientsOf(network.variables, () => network.apply(x), Float32Array.from(upstream));
    for (let member = 0; member < members; member++) {
      const single = memberOf(network, member);
      const own = (entries: readonly number[]) => {
        const size = entries.length / members;
        return entries.slice(member * size, (member + 1) * size);
      };
      expect(distance(own(all), entriesOf(single.apply(x)))).toBeLessThan(2e-6);
      const expected = gradientsOf(single.variables, () => single.apply(x), Float32Array.from(own(upstream)));
      for (const [i, each] of expected.entries()) {
        const largest = Math.max(...each.map(Math.abs));
        expect(distance(own(gradients[i]!), each)).toBeLessThanOrEqual(2e-5 * largest);
      }
    }
  },
);

test("members may have inputs of their own, [members, rows, inputs]", () => {
  const network = tested([4, 5, 2]);
  const x = cube(randomStream(0, "inputs"), [members, rows, 4]);
  const all = entriesOf(network.apply(x));
  for (let member = 0; member < members; member++) {
    const own = reshape<Rank.R2>(slice(x, [member, 0, 0], [1, rows, 4]), [rows, 4]);
    const expected = entriesOf(memberOf(network, member).apply(own));
    expect(distance(all.slice(member * rows * 2, (member + 1) * rows * 2), expected)).toBeLessThan(2e-6);
  }
});

test("weights are uniform in ±1/√inputs, members differ, and a seed gives the same bits", () => {
  const [kernel, bias] = tested([64, 100]).variables.map(entriesOf);
  for (const entries of [kernel!, bias!]) {
    expect(Math.max(...entries.map(Math.abs))).toBeLessThanOrEqual(1 / 8);
    const squares = entries.map((x) => 64 * x * x);
    expect(Math.abs(total(squares) / squares.length - 1 / 3)).toBeLessThan(
      5 * Math.sqrt(4 / 45 / squares.length),
    );
  }
  expect(kernel!.slice(0, 6400)).not.toEqual(kernel!.slice(6400, 12_800));
  expect(tested([64, 100]).variables.map(entriesOf)).toEqual([kernel, bias]);
});

test("normalized layers begin with gain 1 and shift 0, the last layer has none, and a copy has them too", () => {
  const network = tested([4, 5, 2], { layerNorm: true });
  expect(network.variables.map(({ shape }) => shape)).toEqual([
    [members, 4, 5],
    [members, 5],
    [members, 1, 5],
    [members, 1, 5],
    [members, 5, 2],
    [members, 2],
  ]);
  expect(entriesOf(network.variables[2]!)).toEqual(Array(15).fill(1));
  expect(entriesOf(network.variables[3]!)).toEqual(Array(15).fill(0));
  const copy = copyOfEnsemble("the targets", trainedALittle(network));
  expect(copy.variables.map(entriesOf)).toEqual(network.variables.map(entriesOf));
  const before = copy.variables.map(entriesOf);
  trainedALittle(network);
  expect(copy.variables.map(entriesOf)).toEqual(before);
});

test("dropout acts with a stream alone: then outputs differ from draw to draw, and their mean is that without", () => {
  const network = tested([4, 64, 1], { dropout: 0.25 });
  const x = matrix(randomStream(0, "inputs"), [1, 4]);
  const plain = entriesOf(network.apply(x));
  expect(entriesOf(network.apply(x))).toEqual(plain);
  const stream = tensorRandomStream(0, "dropout");
  const draws = Array.from({ length: 400 }, () => entriesOf(network.apply(x, stream)));
  expect(draws[0]).not.toEqual(draws[1]);
  for (let member = 0; member < members; member++) {
    const own = draws.map((draw) => draw[member]!);
    const mean = total(own) / own.length;
    const sd = Math.sqrt(total(own.map((value) => (value - mean) ** 2)) / own.length);
    expect(Math.abs(mean - plain[member]!)).toBeLessThan((5 * sd) / Math.sqrt(own.length));
  }
});

test("critics read observation and action together, and are differentiable in the action", () => {
  const critics = criticEnsemble("the critics", members, [5, 8], randomStream(0, "the critics"));
  const [observations, actions] = [3, 2].map((n) => matrix(randomStream(n, "inputs"), [rows, n]));
  const values = critics.values(observations!, actions!);
  expect(values.shape).toEqual([members, rows]);
  const together: Tensor = concat([observations!, actions!], 1);
  const expected = entriesOf(critics.network.apply(reshape<Rank.R2>(together, [rows, 5])));
  expect(entriesOf(values)).toEqual(expected);
  const [gradient] = gradientsOf([actions!], () => critics.values(observations!, actions!));
  expect(gradient!.some((x) => x !== 0)).toBe(true);
});

test("making, copying and disposing leave nothing; a bad size or rate is refused", () => {
  const before = memory();
  const network = tested([4, 5, 2], { layerNorm: true });
  const copy = copyOfEnsemble("the targets", network);
  for (const each of [network, copy]) each.dispose();
  expect(() => ensemble("the critics", 0, [2, 1], randomStream(0, "x"))).toThrow(
    new RangeError("the number of members of the critics must be an integer of at least 1; got 0"),
  );
  expect(() => tested([4, 5, 2], { dropout: 1 })).toThrow(
    new RangeError("the dropout of the critics must lie in [0, 1); got 1"),
  );
  expect(() => tested([4])).toThrow("the critics needs at least 2 sizes");
  expect(memory()).toEqual(before);
});

test("an input of one row by hand: two members, 1·2 + 1 = 3 and 1·(−2) + 0 = −2", () => {
  const network = ensemble("two", 2, [1, 1], randomStream(0, "two"));
  network.variables[0]!.assign(reshape(matrixOf([[2], [-2]]), [2, 1, 1]));
  network.variables[1]!.assign(matrixOf([[1], [0]]));
  expect(entriesOf(network.apply(matrixOf([[1]])))).toEqual([3, -2]);
});
