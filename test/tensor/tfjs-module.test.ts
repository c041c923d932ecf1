import { expect, test } from "vitest";
import { decodeBase64 } from "../../src/kernels/base64.ts";
import { tfjsBytes } from "../../src/tensor/generated.ts";
import { startTfjsModule } from "../../src/tensor/tfjs-module.ts";

const binary = decodeBase64(tfjsBytes);

function listenerCounts(): number[] {
  return [process.listenerCount("uncaughtException"), process.listenerCount("unhandledRejection")];
}

test("the module starts on the memory that it reports, with room to allocate", async () => {
  const { module, memory } = await startTfjsModule(binary);
  expect(module.HEAPU8.buffer).toBe(memory.buffer);
  expect(module._malloc(1000)).toBeGreaterThan(0);
});

test("two modules have two memories", async () => {
  const [first, second] = [await startTfjsModule(binary), await startTfjsModule(binary)];
  expect(first.memory).not.toBe(second.memory);
});

test("the listeners that emscripten adds for uncaught errors are gone, those of others stay", async () => {
  const own = () => undefined;
  process.on("unhandledRejection", own);
  const before = listenerCounts();
  await startTfjsModule(binary);
  expect(listenerCounts()).toEqual(before);
  expect(process.listeners("unhandledRejection")).toContain(own);
  process.off("unhandledRejection", own);
});

/** A module without imports and exports. */
const empty = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0);

test.for([
  { title: "bytes that are no WebAssembly", bytes: Uint8Array.of(1, 2, 3), error: WebAssembly.CompileError },
  { title: "no bytes", bytes: new Uint8Array(), error: WebAssembly.CompileError },
  { title: "another module", bytes: empty, error: TypeError },
])("$title: rejected, and no listener stays", async ({ bytes, error }) => {
  const before = listenerCounts();
  await expect(startTfjsModule(bytes)).rejects.toThrow(error);
  expect(listenerCounts()).toEqual(before);
});

test("a listener that the application adds while the module starts stays", async () => {
  const own = () => undefined;
  const starting = startTfjsModule(binary);
  process.on("uncaughtException", own);
  await starting;
  expect(process.listeners("uncaughtException")).toContain(own);
  process.off("uncaughtException", own);
});
