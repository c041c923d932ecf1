import { broadcastTo, pad, tile } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { randomStream } from "../../../src/kernels/random.ts";
import { init } from "../../../src/tensor/init.ts";
import { differences } from "../differences.ts";
import { array } from "../draw.ts";
import { entriesOf, vectorOf } from "../entries.ts";
import { at, build, type Shaped } from "../reference/shaped.ts";
import { gradientsOf } from "../tape.ts";

await init();

type Around = [before: number, after: number];

/** An array with a constant before and after it along every axis. */
function padded(x: Shaped, around: Around[], constant: number): Shaped {
  const result = x.shape.map((size, axis) => size + around[axis]![0] + around[axis]![1]);
  return build(result, (place) => {
    const source = place.map((i, axis) => i - around[axis]![0]);
    const isInside = source.every((i, axis) => i >= 0 && i < x.shape[axis]!);
    return isInside ? at(x, source) : constant;
  });
}

const paddings: { shape: number[]; around: Around[] }[] = [
  { shape: [4], around: [[2, 1]] },
  { shape: [4], around: [[0, 3]] },
  {
    shape: [2, 3],
    around: [
      [1, 0],
      [0, 2],
    ],
  },
  {
    shape: [2, 3],
    around: [
      [0, 0],
      [0, 0],
    ],
  },
  {
    shape: [2, 1, 3],
    around: [
      [0, 1],
      [2, 0],
      [1, 3],
    ],
  },
  {
    shape: [2, 3, 1, 2],
    around: [
      [1, 1],
      [0, 2],
      [3, 0],
      [0, 1],
    ],
  },
];

test.for(paddings.flatMap((each) => [0, -7.5].map((constant) => ({ ...each, constant }))))(
  "pad of [$shape] by $around with $constant: the entries and, within 1e-4, the gradient",
  ({ shape, around, constant }) => {
    const x = array(randomStream(0, `pad ${shape}`), shape);
    const reference = (entries: number[]) => [...padded({ shape, entries }, around, constant).entries];
    expect(differences([x], () => pad(x, around, constant), reference)).toEqual([]);
  },
);

/** Copies of an array side by side along every axis. */
function tiled(x: Shaped, copies: readonly number[]): Shaped {
  const result = x.shape.map((size, axis) => size * copies[axis]!);
  return build(result, (place) =>
    at(
      x,
      place.map((i, axis) => i % x.shape[axis]!),
    ),
  );
}

test.for([
  { shape: [], copies: [] },
  { shape: [3], copies: [1] },
  { shape: [3], copies: [4] },
  { shape: [2, 3], copies: [1, 2] },
  { shape: [2, 3], copies: [3, 1] },
  { shape: [2, 3], copies: [3, 2] },
  { shape: [1, 3], copies: [5, 1] },
  { shape: [2, 3, 2], copies: [2, 1, 3] },
  { shape: [2, 1, 3, 2], copies: [2, 3, 1, 2] },
])("tile of [$shape] by [$copies]: the entries and, within 1e-4, the gradient", ({ shape, copies }) => {
  const x = array(randomStream(0, `tile ${shape}`), shape);
  const reference = (entries: number[]) => [...tiled({ shape, entries }, copies).entries];
  expect(differences([x], () => tile(x, copies), reference)).toEqual([]);
});

test("every copy sends back its own part of the upstream gradient", () => {
  const x = vectorOf([5, 6]);
  const upstream = Float32Array.of(1, 2, 10, 20, 100, 200);
  expect(gradientsOf([x], () => tile(x, [3]), upstream)).toEqual([[111, 222]]);
  expect(gradientsOf([x], () => tile(x, [0]))).toEqual([[0, 0]]);
});

test("broadcastTo, which tfjs does by copies, has the gradient of an operand that is broadcast", () => {
  const x = vectorOf([5, 6]);
  const upstream = Float32Array.of(1, 2, 10, 20, 100, 200);
  const op = () => broadcastTo(x, [3, 2]);
  expect(entriesOf(op())).toEqual([5, 6, 5, 6, 5, 6]);
  expect(gradientsOf([x], op, upstream)).toEqual([[111, 222]]);
});
