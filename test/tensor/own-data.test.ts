import {
  clone,
  memory,
  type Rank,
  reshape,
  type Tensor,
  tensor1d,
  tidy,
  type Variable,
  variable,
} from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { adam } from "../../src/tensor/adam.ts";
import { acceleratedBackend } from "../../src/tensor/backend.ts";
import { init } from "../../src/tensor/init.ts";
import { ownData } from "../../src/tensor/own-data.ts";
import { polyak } from "../../src/tensor/polyak.ts";
import { stopGradient } from "../../src/tensor/stop-gradient.ts";
import { entriesOf, vectorOf } from "./entries.ts";

await init();

const start = [1, 2, 3];

/** A variable with the entries `start` and another tensor that shares its data. */
interface Sharing {
  readonly changed: Variable;
  readonly other: Tensor;
}

function beside(other: (changed: Variable<Rank.R1>) => Tensor): Sharing {
  const changed = vectorOf(start);
  return { changed, other: other(changed) };
}

function assigned(to: Variable, value: Tensor): Variable {
  to.assign(value);
  return to;
}

const sharings: { name: string; make(): Sharing }[] = [
  {
    name: "its initial value",
    make() {
      const other = tensor1d(start);
      return { changed: variable(other), other };
    },
  },
  {
    name: "another variable with the same initial value",
    make: () =>
      tidy(() => {
        const initial = tensor1d(start);
        return { changed: variable(initial), other: variable(initial) };
      }),
  },
  {
    name: "a value that was assigned to it",
    make() {
      const other = tensor1d(start);
      return { changed: assigned(vectorOf([0, 0, 0]), other), other };
    },
  },
  {
    name: "a variable to which it was assigned",
    make: () => beside((changed) => assigned(vectorOf([0, 0, 0]), changed)),
  },
  { name: "a variable made from it", make: () => beside((changed) => variable(changed)) },
  { name: "a clone", make: () => beside(clone) },
  { name: "a reshape", make: () => beside((changed) => reshape(changed, [3, 1])) },
  { name: "itself as a constant", make: () => beside(stopGradient) },
];

/** A change in place by −1 to every entry, with what it needs. */
const changes: { name: string; prepare(changed: Variable): { run(): void; dispose(): void } }[] = [
  {
    name: "a step of adam",
    prepare(changed) {
      const [optimizer, gradient] = [adam([changed], { learningRate: 1 }), tensor1d([1, 1, 1])];
      return {
        run: () => optimizer.step([gradient]),
        dispose() {
          optimizer.dispose();
          gradient.dispose();
        },
      };
    },
  },
  {
    name: "polyak",
    prepare(changed) {
      const online = vectorOf(start.map((entry) => entry - 1));
      return { run: () => polyak([changed], [online], 1), dispose: () => online.dispose() };
    },
  },
];

const cases = sharings.flatMap((sharing) => changes.map((change) => ({ sharing, change })));
const named = cases.map((each) => ({ ...each, title: `${each.change.name} leaves ${each.sharing.name}` }));
const address = (tensor: Tensor) => acceleratedBackend().address(tensor);

test.for(named)("$title as it was, and changes the variable", ({ sharing, change }) => {
  const { changed, other } = sharing.make();
  expect(address(changed)).toBe(address(other));
  change.prepare(changed).run();
  expect(entriesOf(other)).toEqual(start);
  for (const [i, entry] of entriesOf(changed).entries()) expect(entry).toBeCloseTo(start[i]! - 1, 5);
});

test.for(named)("$title, and copies once: no tensor more, a second time in place", ({ sharing, change }) => {
  const empty = memory();
  const { changed, other } = sharing.make();
  const { run, dispose } = change.prepare(changed);
  const before = memory();
  run();
  const place = address(changed);
  expect(place).not.toBe(address(other));
  expect(memory()).toMatchObject({
    numTensors: before.numTensors,
    numDataBuffers: before.numDataBuffers + 1,
  });
  const after = memory();
  run();
  expect(address(changed)).toBe(place);
  expect(memory()).toEqual(after);
  expect(entriesOf(other)).toEqual(start);
  dispose();
  changed.dispose();
  other.dispose();
  expect(memory()).toMatchObject({ numTensors: empty.numTensors, numDataBuffers: empty.numDataBuffers });
});

test("a variable whose data nothing shares any more is changed where it is", () => {
  const initial = tensor1d(start);
  const changed = variable(initial);
  initial.dispose();
  const place = address(changed);
  ownData(changed);
  expect(address(changed)).toBe(place);
});

test.for([
  { dtype: "int32", entries: [1, -2] },
  { dtype: "bool", entries: [1, 0] },
] as const)("a copied variable of $dtype keeps its entries, type, shape and name", ({ dtype, entries }) => {
  const shared = variable(tensor1d([...entries], dtype), false, `a variable of ${dtype}`);
  const other = clone(shared);
  ownData(shared);
  expect(address(shared)).not.toBe(address(other));
  expect(entriesOf(shared)).toEqual(entries);
  expect(shared).toMatchObject({ dtype, shape: [2], name: `a variable of ${dtype}`, trainable: false });
});

test("a target made from the initial value of the online variable stays until polyak moves it, and it alone", () => {
  const [online, target] = tidy(() => {
    const initial = tensor1d(start);
    return [variable(initial), variable(initial, false)];
  });
  adam([online], { learningRate: 1 }).step([tensor1d([-1, -1, -1])]);
  const moved = entriesOf(online);
  expect(entriesOf(target)).toEqual(start);
  polyak([target], [online], 0.5);
  expect(entriesOf(online)).toEqual(moved);
  for (const [i, entry] of entriesOf(target).entries()) expect(entry).toBeCloseTo(start[i]! + 0.5, 5);
});

test("two variables of one optimizer with one initial value take one step each", () => {
  const [first, second, alone] = tidy(() => {
    const initial = tensor1d(start);
    return [variable(initial), variable(initial), variable(tensor1d(start))];
  });
  const gradients = [tensor1d([1, -1, 1]), tensor1d([-1, -1, 1])];
  adam([first, second], { learningRate: 1 }).step(gradients);
  adam([alone], { learningRate: 1 }).step([gradients[1]!]);
  expect(entriesOf(second)).toEqual(entriesOf(alone));
  expect(entriesOf(first)[0]).toBeCloseTo(0, 5);
});

test("a clone of the state of adam, and what was assigned to it, are not changed by a step", () => {
  const parameter = vectorOf(start);
  const optimizer = adam([parameter], { learningRate: 1 });
  const gradient = tensor1d([1, -2, 3]);
  optimizer.step([gradient]);
  const everything = [parameter, ...optimizer.state];
  const saved = everything.map((each) => clone(each));
  const entries = saved.map(entriesOf);
  optimizer.step([gradient]);
  const stepped = everything.map(entriesOf);
  expect(saved.map(entriesOf)).toEqual(entries);
  for (const [i, each] of everything.entries()) each.assign(saved[i]!);
  expect(optimizer.steps()).toBe(1);
  optimizer.step([gradient]);
  expect(everything.map(entriesOf)).toEqual(stepped);
  expect(saved.map(entriesOf)).toEqual(entries);
  expect(optimizer.steps()).toBe(2);
});

test("a gradient that is the variable itself or a clone of it is read as it was before the step", () => {
  const [own, shared, expected] = [vectorOf(start), vectorOf(start), vectorOf(start)];
  adam([expected], { learningRate: 1 }).step([tensor1d(start)]);
  adam([own], { learningRate: 1 }).step([own]);
  adam([shared], { learningRate: 1 }).step([clone(shared)]);
  expect(entriesOf(own)).toEqual(entriesOf(expected));
  expect(entriesOf(shared)).toEqual(entriesOf(expected));
});
