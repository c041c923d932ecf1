import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { requireSimd } from "../../src/kernels/features.ts";

test("an engine with SIMD passes", () => {
  expect(requireSimd).not.toThrow();
});

// V8 has no SIMD in WebAssembly where the processor has no SSE4.1; its flag is of no use on other processors.
test.runIf(process.arch === "x64")("an engine without SIMD is refused in words", () => {
  const source = new URL("../../src/kernels/features.ts", import.meta.url).href;
  const script = `import(${JSON.stringify(source)}).then(({ requireSimd }) => requireSimd())`;
  const { stderr, status } = spawnSync(
    process.execPath,
    ["--no-enable-sse4-1", "--import", "tsx", "--eval", script],
    { encoding: "utf8" },
  );
  expect(stderr).toContain(
    "offline-rl needs WebAssembly SIMD, which this JavaScript engine does not support",
  );
  expect(status).toBe(1);
});
