import { expect, test } from "vitest";
import { kernelBytes } from "../../src/kernels/generated.ts";
import { relaxedKernelBytes } from "../../src/kernels/generated-relaxed.ts";
import "../relaxed-simd.ts";

const DATA = 11;
const DATA_COUNT = 12;
const binaries = [
  { name: "strict", binary: Buffer.from(kernelBytes, "base64") },
  { name: "relaxed", binary: Buffer.from(relaxedKernelBytes, "base64") },
];

/** The ids of the sections of a WebAssembly binary, in order. */
function sectionIds(bytes: Uint8Array): number[] {
  const ids: number[] = [];
  let at = 8; // behind the magic number and the version
  while (at < bytes.length) {
    ids.push(bytes[at]!);
    const { value, next } = readUnsigned(bytes, at + 1);
    at = next + value;
  }
  return ids;
}

/** An unsigned LEB128 number, and where the next one starts. */
function readUnsigned(bytes: Uint8Array, start: number): { value: number; next: number } {
  let [value, at] = [0, start];
  for (let unit = 1; ; unit *= 128) {
    const byte = bytes[at++]!;
    value += (byte & 0x7f) * unit;
    if (byte < 0x80) return { value, next: at };
  }
}

test.for(binaries)("the $name binary is WebAssembly 1", ({ binary }) => {
  expect([...binary.subarray(0, 8)]).toEqual([0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
});

test.for(binaries)(
  "the $name one has no data section: an active segment would overwrite what others keep in the same memory",
  ({ binary }) => {
    const ids = sectionIds(binary);
    expect(ids).toContain(10); // code: the walk through the sections arrived somewhere
    expect(ids).not.toContain(DATA);
    expect(ids).not.toContain(DATA_COUNT);
  },
);

test("the walk through the sections finds a data section where there is one", () => {
  // (module (memory 1) (data (i32.const 0) "a"))
  const withData = Uint8Array.of(
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 5, 3, 1, 0, 1, 11, 7, 1, 0, 0x41, 0, 0x0b, 1, 97],
  );
  expect(WebAssembly.validate(withData)).toBe(true);
  expect(sectionIds(withData)).toEqual([5, DATA]);
});

test.for(binaries)(
  "the $name one imports a memory and nothing else, and exports nothing but functions",
  async ({ binary }) => {
    const module = await WebAssembly.compile(binary);
    expect(WebAssembly.Module.imports(module)).toEqual([{ module: "env", name: "memory", kind: "memory" }]);
    expect(new Set(WebAssembly.Module.exports(module).map(({ kind }) => kind))).toEqual(
      new Set(["function"]),
    );
  },
);
