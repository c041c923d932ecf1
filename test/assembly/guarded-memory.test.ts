import { expect, test } from "vitest";
import { createGuardedMemory } from "./guarded-memory.ts";
import { exactOutput, input, type Launch, output, scratch, updated } from "./launch.ts";

const guarded = await createGuardedMemory();
const x = Float32Array.of(1, 2, 3, 4, 5);
const exact = { relative: 1e-6 };
const exponentials = Array.from(x, Math.exp);

function expOf(operands: Launch["operands"], count: number): Launch {
  return { operands, run: (exports, out, address) => exports.exp(out, address, count) };
}

test("a right call has no problems, at any alignment and at the end of memory", () => {
  const launch = expOf([output(exponentials, exact), input(x)], 5);
  for (const offset of [0, 4, 8, 12]) expect(guarded.run(launch, offset)).toEqual([]);
  for (const last of [0, 1]) expect(guarded.runAtEnd(launch, last)).toEqual([]);
});

test("a wrong result is reported, a missing one too", () => {
  const wrong = expOf([output(exponentials.with(3, 55), exact), input(x)], 5);
  expect(guarded.run(wrong, 0)).toEqual([
    expect.stringContaining("block 0, output, entry 3: expected 55, got 54.5"),
  ]);
  const missing = expOf([output(exponentials, exact), input(x)], 4);
  expect(guarded.run(missing, 0)).toEqual([expect.stringContaining("entry 4: expected 148")]);
});

test("an entry written beyond a block is reported", () => {
  const beyond = expOf([output(exponentials.slice(0, 4), exact), input(x)], 5);
  expect(guarded.run(beyond, 4)).toEqual([expect.stringContaining("byte 84 was overwritten")]);
});

test("an input that is overwritten is reported", () => {
  const { operands } = expOf([scratch(20), input(x)], 5);
  const overwriting: Launch = { operands, run: (exports, _, address) => exports.exp(address, address, 5) };
  expect(guarded.run(overwriting, 0)).toEqual([expect.stringContaining("was overwritten")]);
});

test("in an exact block the sign of a zero counts", () => {
  const zeros = Float32Array.of(-0, 0);
  const copy: Launch = {
    operands: [updated(Float32Array.of(1, 1), exactOutput(Float32Array.of(0, 0))), input(zeros)],
    run: (exports, out, address) => exports.polyak(out, address, 2, 1),
  };
  expect(guarded.run(copy, 0)).toEqual(["block 0, entry 0: expected exactly 0, got 0"]);
});

test("a read beyond the end of memory is a trap", () => {
  const reading: Launch = {
    operands: [scratch(24), input(x)],
    run: (exports, out, address) => exports.exp(out, address, 6),
  };
  expect(() => guarded.runAtEnd(reading, 1)).toThrow(WebAssembly.RuntimeError);
});
