import { cast, clone, expandDims, reshape, slice, squeeze, transpose } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { randomStream } from "../../../src/kernels/random.ts";
import { init } from "../../../src/tensor/init.ts";
import { differences } from "../differences.ts";
import { array } from "../draw.ts";
import { at, build, placesOf, type Shaped } from "../reference/shaped.ts";

await init();

/** Of something that only moves entries: where the entry at a place of the result comes from. */
type Source = (place: number[]) => number[];

function moved(shape: number[], result: number[], source: Source) {
  return (entries: number[]) => {
    const x: Shaped = { shape, entries };
    return [...build(result, (place) => at(x, source(place))).entries];
  };
}

const shape = [2, 3, 4];
const x = array(randomStream(0, "shape"), shape);
const same: Source = (place) => place;
const flatPlace = (index: number) => placesOf(shape)[index]!;

test.for([
  { name: "cast to float32", op: () => cast(x, "float32"), result: shape, source: same },
  { name: "clone", op: () => clone(x), result: shape, source: same },
  {
    name: "reshape",
    op: () => reshape(x, [6, -1]),
    result: [6, 4],
    source: ([i, j]: number[]) => flatPlace(i! * 4 + j!),
  },
  { name: "expandDims", op: () => expandDims(x), result: [1, ...shape], source: (p: number[]) => p.slice(1) },
  {
    name: "expandDims(1)",
    op: () => expandDims(x, 1),
    result: [2, 1, 3, 4],
    source: (p: number[]) => p.toSpliced(1, 1),
  },
  {
    name: "expandDims(−1)",
    op: () => expandDims(x, -1),
    result: [...shape, 1],
    source: (p: number[]) => p.slice(0, -1),
  },
])("$name: the entries and, within 1e-4, the gradient", ({ op, result, source }) => {
  expect(op().shape).toEqual(result);
  expect(differences([x], op, moved(shape, result, source))).toEqual([]);
});

test.for([
  { begin: [0, 1, 2], size: [2, 1, 1] },
  { begin: [1, 0, 1], size: [1, 3, -1] },
  { begin: [1], size: [1] },
  { begin: [1, 2], size: undefined },
  { begin: 1, size: 1 },
  { begin: 1, size: undefined },
  { begin: [0, 0, 0], size: shape },
  { begin: [0, 3, 0], size: [2, 0, 4] },
])("slice from $begin, size $size: the entries and, within 1e-4, the gradient", ({ begin, size }) => {
  const first = typeof begin === "number" ? [begin] : begin;
  const sizes = typeof size === "number" ? [size] : (size ?? []);
  const result = shape.map((length, axis) => {
    const wanted = sizes[axis] ?? -1;
    return wanted === -1 ? length - (first[axis] ?? 0) : wanted;
  });
  const op = () => slice(x, begin, size);
  expect(op().shape).toEqual(result);
  const source: Source = (place) => place.map((i, axis) => i + (first[axis] ?? 0));
  expect(differences([x], op, moved(shape, result, source))).toEqual([]);
});

test.for([undefined, [0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]])(
  "transpose by %j: the entries and, within 1e-4, the gradient",
  (given) => {
    const permutation = given ?? [2, 1, 0];
    const result = permutation.map((axis) => shape[axis]!);
    const source: Source = (place) => shape.map((_, axis) => place[permutation.indexOf(axis)]!);
    const op = () => transpose(x, given);
    expect(differences([x], op, moved(shape, result, source))).toEqual([]);
  },
);

test("squeeze of all or of named axes: the entries and, within 1e-4, the gradient", () => {
  const thin = array(randomStream(0, "thin"), [1, 3, 1, 2]);
  expect(squeeze(thin).shape).toEqual([3, 2]);
  expect(squeeze(thin, [2]).shape).toEqual([1, 3, 2]);
  const copy = (entries: number[]) => entries;
  expect(differences([thin], () => squeeze(thin), copy)).toEqual([]);
  expect(differences([thin], () => squeeze(thin, [2]), copy)).toEqual([]);
});
