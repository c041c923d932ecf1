import { expect, test } from "vitest";
import { createArena } from "../../src/kernels/arena.ts";
import { linkKernels } from "../../src/kernels/instance.ts";
import { loadVectors, mismatches, type Tolerance } from "../conformance.ts";

interface Polyak {
  name: string;
  rule: "polyak";
  input: { rate: number; target: number[]; online: number[][] };
  steps: { target: number[] }[];
}

const { cases, tolerance } = loadVectors<{
  cases: (Polyak | { rule: "adam" | "adamW" | "adamWithL2" })[];
  tolerance: { target: Tolerance };
}>("optimizers");
const golden = cases.filter((each) => each.rule === "polyak");
const memory = new WebAssembly.Memory({ initial: 1 });
const exports = await linkKernels(memory);

test("the file of golden vectors has 5 cases", () => {
  expect(golden).toHaveLength(5);
});

test.for(golden)(
  "golden $name: the target after each of five steps within the tolerance of the file",
  (each) => {
    const { rate, target, online } = each.input;
    const arena = createArena(memory);
    const address = arena.place(Float32Array.from(target));
    expect(each.steps).toHaveLength(5);
    for (const [step, expected] of each.steps.entries()) {
      exports.polyak(address, arena.place(Float32Array.from(online[step]!)), target.length, rate);
      const got = arena.read({ address, length: target.length });
      expect(mismatches(`${each.name}, step ${step}`, got, expected.target, tolerance.target)).toEqual([]);
    }
  },
);

function approach(target: number, online: number, rate: number): number {
  const arena = createArena(memory);
  const [address, other] = [arena.place(Float32Array.of(target)), arena.place(Float32Array.of(online))];
  exports.polyak(address, other, 1, rate);
  return arena.read({ address, length: 1 })[0]!;
}

test("2 goes a quarter of the way to 6: 2 + ¼ · 4 = 3", () => {
  expect(approach(2, 6, 0.25)).toBe(3);
});

test.for([1e-30, -0, Number.NaN, Number.POSITIVE_INFINITY])(
  "a rate of 1 copies %d as it is, whatever was there",
  (online) => {
    for (const target of [3e38, Number.NaN, Number.NEGATIVE_INFINITY]) {
      expect(approach(target, online, 1)).toBe(Math.fround(online));
    }
  },
);

test("equal numbers stay as they are, at any rate", () => {
  for (const rate of [0, 0.005, 0.3, 1]) expect(approach(0.1, 0.1, rate)).toBe(Math.fround(0.1));
});
