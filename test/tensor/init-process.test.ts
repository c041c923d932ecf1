import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

interface Outcome {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

/** Runs a script of test/tensor/process in a process of its own. */
async function run(script: string): Promise<Outcome> {
  const path = fileURLToPath(new URL(`process/${script}.ts`, import.meta.url));
  const child = spawn(process.execPath, ["--import", "tsx", path]);
  const code = new Promise<number | null>((resolve) => child.on("close", resolve));
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await code, output, errors };
}

test("a start prints nothing, and lets the process end by itself", async () => {
  expect(await run("silent-start")).toEqual({ code: 0, output: "", errors: "" });
});

test("an error that nothing catches after the start ends the process with the user's line, not with one of emscripten", async () => {
  const { code, output, errors } = await run("uncaught-error");
  expect({ code, output }).toEqual({ code: 1, output: "" });
  expect(errors).toContain("process/uncaught-error.ts:5\n");
  expect(errors).toContain("Error: thrown by the user\n");
  expect(errors).not.toContain("tfjs-backend-wasm");
});

test("so does a rejection that nothing handles", async () => {
  const { code, output, errors } = await run("unhandled-rejection");
  expect({ code, output }).toEqual({ code: 1, output: "" });
  expect(errors).toContain("process/unhandled-rejection.ts:4\n");
  expect(errors).toContain("Error: rejected by the user\n");
  expect(errors).not.toContain("tfjs-backend-wasm");
});

test("where tfjs's own wasm backend already runs, a start is refused and that one goes on", async () => {
  const { code, output, errors } = await run("stock-backend");
  expect({ code, errors }).toEqual({ code: 0, errors: "" });
  expect(JSON.parse(output)).toEqual({
    error: "tfjs's own wasm backend already runs, and its kernels can serve one backend: call init first",
    backend: "wasm",
    result: [1, 4],
  });
});

test("a start from the bytes of the binary works as one from the package's chunk", async () => {
  const { code, output, errors } = await run("start-from-bytes");
  expect({ code, errors }).toEqual({ code: 0, errors: "" });
  expect(JSON.parse(output)).toEqual({ backend: "offline-rl", result: [1, 4] });
});

test("what needs the backend before a start says so, and does not start tfjs's own", async () => {
  const { code, output, errors } = await run("before-init");
  const message = "Error: offline-rl has not been started: call `await init()` first\n";
  expect({ code, output, errors }).toEqual({ code: 0, output: message.repeat(6), errors: "" });
});
