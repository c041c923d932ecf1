import { expect, test } from "vitest";
import { createArena } from "../../src/kernels/arena.ts";

const PAGE = 65536;

function emptyArena(pages = 1) {
  const memory = new WebAssembly.Memory({ initial: pages });
  return { memory, arena: createArena(memory) };
}

test("blocks do not overlap, start at multiples of 16 and never at address 0", () => {
  const { arena } = emptyArena();
  const blocks = Array.from({ length: 40 }, (_, length) => arena.reserve(length));
  let end = 1;
  for (const { address, length } of blocks) {
    expect(address % 16).toBe(0);
    expect(address).toBeGreaterThanOrEqual(end);
    end = address + 4 * length;
  }
});

test("what is placed is read back bit for bit", () => {
  const { arena } = emptyArena();
  const floats = Float32Array.of(1.5, Number.NaN, -0, Number.NEGATIVE_INFINITY);
  expect(arena.read({ address: arena.place(floats), length: 4 })).toEqual(floats);
});

test("a part of a larger array is placed without its surroundings", () => {
  const { arena } = emptyArena();
  const part = Float32Array.of(1, 2, 3, 4).subarray(1, 3);
  expect([...arena.read({ address: arena.place(part), length: 2 })]).toEqual([2, 3]);
});

test("memory grows by what is missing, and earlier blocks keep their contents", () => {
  const { memory, arena } = emptyArena();
  const first = arena.place(Float32Array.of(42));
  arena.reserve((3 * PAGE) / 4);
  expect(memory.buffer.byteLength).toBe(4 * PAGE);
  expect([...arena.read({ address: first, length: 1 })]).toEqual([42]);
});

test("what was read is a copy: it outlives the next use of the memory", () => {
  const { memory, arena } = emptyArena();
  const result = arena.read({ address: arena.place(Float32Array.of(42)), length: 1 });
  createArena(memory).place(Float32Array.of(7));
  expect([...result]).toEqual([42]);
});

test("a memory that cannot grow gives a RangeError that says how much was asked for", () => {
  const arena = createArena(new WebAssembly.Memory({ initial: 1, maximum: 1 }));
  expect(() => arena.reserve(PAGE)).toThrow(RangeError);
  expect(() => arena.reserve(PAGE)).toThrow(/the kernel memory cannot grow to \d+ bytes/);
});

test.for([
  { values: Int32Array.of(1, 2), kind: "Int32Array" },
  { values: Float64Array.of(1, 2), kind: "Float64Array" },
  { values: [1, 2], kind: "Array" },
  { values: undefined, kind: "undefined" },
  { values: null, kind: "null" },
])("$kind is refused: its bytes are not float32", ({ values, kind }) => {
  const { arena } = emptyArena();
  // as a caller without types may do
  const place = () => Reflect.apply(arena.place, arena, [values]);
  expect(place).toThrow(new TypeError(`the kernels read Float32Array; got ${kind}`));
});
