import {
  add,
  clone,
  dispose,
  disposeVariables,
  keep,
  mul,
  type Rank,
  reshape,
  type Tensor,
  tensor1d,
  tidy,
  type Variable,
  variable,
} from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { adam } from "../../../src/tensor/adam.ts";
import { type Captured, capture } from "../../../src/tensor/capture/capture.ts";
import { CaptureError } from "../../../src/tensor/capture/capture-error.ts";
import { init } from "../../../src/tensor/init.ts";
import { polyak } from "../../../src/tensor/polyak.ts";
import fc from "../../fast-check.ts";
import { entriesOf, vectorOf } from "../entries.ts";

await init();

const ones = tensor1d([1, 1, 1]);

/** Moves every entry of a variable by −1. */
function descent(parameter: Variable): () => void {
  const optimizer = adam([parameter], { learningRate: 1 });
  return () => optimizer.step([ones]);
}

test("a variable made from a program's input leaves it, and so does one made from a result", () => {
  const x = tensor1d([10, 20, 30]);
  const doubled = capture(() => mul(x, 2));
  const [fromInput, fromResult] = [variable(x), variable(doubled.result)];
  descent(fromInput)();
  const step = capture(descent(fromResult));
  step.run();
  doubled.run();
  expect(entriesOf(doubled.result)).toEqual([20, 40, 60]);
  expect(entriesOf(fromResult).map(Math.round)).toEqual([18, 38, 58]);
  expect(entriesOf(x)).toEqual([10, 20, 30]);
});

test("a variable may be assigned a tensor from outside and then be updated, in one function", () => {
  const x = tensor1d([10, 20, 30]);
  const [v, w] = [vectorOf([0, 0, 0]), vectorOf([2, 2, 2])];
  const captured = capture(() => {
    v.assign(x);
    polyak([v], [w], 0.5);
  });
  captured.run(3);
  expect(entriesOf(v)).toEqual([6, 11, 16]);
  expect(entriesOf(x)).toEqual([10, 20, 30]);
});

test("a clone is kept apart also where another program has let go of the variable", () => {
  const v = vectorOf([5, 5, 5]);
  const step = capture(descent(v));
  const other = capture(() => mul(v, 2));
  step.run();
  other.dispose();
  const snapshot = clone(v);
  const before = entriesOf(snapshot);
  step.run();
  expect(entriesOf(snapshot)).toEqual(before);
  expect(entriesOf(v)).not.toEqual(before);
});

test("a variable whose first use is a reshape of it may be assigned to", () => {
  const v = vectorOf([1, 2]);
  const captured = capture(() => mul(reshape(v, [2, 1]), 2));
  v.assign(tensor1d([5, 6]));
  captured.run();
  expect(entriesOf(captured.result)).toEqual([10, 12]);
  expect(v.shape).toEqual([2]);
});

test("what `before` disposes of is an error of that run", () => {
  const [x, y] = [tensor1d([1]), tensor1d([1])];
  const [first, second] = [capture(() => mul(x, 2)), capture(() => mul(y, 2))];
  expect(() => first.run(2, () => x.dispose())).toThrow(
    "uses a tensor of shape [1], which has been disposed",
  );
  expect(() => second.run(2, () => second.dispose())).toThrow("the captured function has been disposed");
});

test("where the second call throws, variables are what the first call made of them", () => {
  const v = vectorOf([10]);
  let calls = 0;
  const call = () => {
    v.assign(tidy(() => add(v, 1)));
    if (++calls === 2) throw new Error("of the user");
    v.assign(tidy(() => mul(v, 2)));
  };
  expect(() => capture(call)).toThrow("its second call threw Error: of the user");
  expect(entriesOf(v)).toEqual([22]);
});

test("a tensor that the second call makes and keeps has its own numbers, though the function is refused", () => {
  for (const sizeOf of [() => 2, (calls: number) => calls]) {
    const kept: Tensor[] = [];
    const call = () => {
      const calls = kept.length + 1;
      kept.push(keep(tensor1d(new Array(sizeOf(calls)).fill(calls))));
      return mul(kept.at(-1)!, 2);
    };
    expect(() => capture(call)).toThrow(CaptureError);
    expect(kept.map((each) => entriesOf(each)[0])).toEqual([1, 2]);
    dispose(kept);
  }
});

/** Three variables, functions that update them in several ways, and clones of them. */
function world() {
  const [a, b, c] = [1, 2, 3].map((i) => vectorOf([i, i + 1]));
  const gradient = tensor1d([0.3, -0.2]);
  const both = adam([a!, b!], { learningRate: 0.1 });
  const single = adam([c!], { learningRate: 0.05 });
  const functions = [
    () => both.step([mul(c!, 1), gradient]),
    () => {
      single.step([a!]);
      b!.assign(add(b!, c!));
    },
    () => polyak([c!], [a!], 0.3),
    () => {
      const before = clone(a!);
      a!.assign(b!);
      b!.assign(before);
    },
    () => {
      if (!single.isTurn(2)) c!.assign(mul(a!, 0.5));
      single.step([single.isTurn(2) ? gradient : b!]);
    },
  ].map((each) => () => tidy(each));
  return { variables: [a!, b!, c!], clones: [] as Tensor<Rank.R1>[], functions };
}

const action = fc.record({
  kind: fc.constantFrom("call", "call", "call", "eager", "clone", "assign", "restore", "drop", "dispose"),
  which: fc.nat(4),
  to: fc.nat(2),
  from: fc.nat(2),
});

test("programs, eager calls, clones and assignments in any order leave what eager calls alone would", () => {
  const property = fc.property(fc.array(action, { maxLength: 40 }), (actions) => {
    const [eager, captured] = [world(), world()];
    const programs = new Map<number, Captured<void>>();
    const call = (which: number): void => {
      const program = programs.get(which);
      if (program === undefined) programs.set(which, capture(captured.functions[which]!));
      else program.run();
    };
    const both = (act: (side: typeof eager) => void): void => [eager, captured].forEach(act);
    for (const { kind, which, to, from } of actions) {
      const hasClones = eager.clones.length > 0;
      const place = hasClones ? which % eager.clones.length : 0;
      if (kind === "call") {
        eager.functions[which]!();
        call(which);
      } else if (kind === "eager") both(({ functions }) => functions[which]!());
      else if (kind === "clone") both(({ clones, variables }) => clones.push(clone(variables[to]!)));
      else if (kind === "assign" && to !== from)
        both(({ variables }) => variables[to]!.assign(variables[from]!));
      else if (kind === "restore" && hasClones)
        both(({ clones, variables }) => variables[to]!.assign(clones[place]!));
      else if (kind === "drop" && hasClones) both(({ clones }) => clones.splice(place, 1)[0]!.dispose());
      else if (kind === "dispose") {
        programs.get(which)?.dispose();
        programs.delete(which);
      }
      const contents = ({ variables, clones }: typeof eager) =>
        [...variables, ...clones].map((each: Tensor) => entriesOf(each));
      expect(contents(captured)).toEqual(contents(eager));
    }
    for (const program of programs.values()) program.dispose();
    both(({ clones }) => dispose(clones));
    disposeVariables();
  });
  fc.assert(property, { numRuns: 150 });
});
