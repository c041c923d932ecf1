import { afterEach, expect, test, vi } from "vitest";
import { loadMujoco } from "../../../src/env/mujoco/load.ts";

afterEach(() => {
  vi.doUnmock("@mujoco/mujoco");
  vi.resetModules();
});

test("a missing package is reported with the command that installs it, and the next call tries again", async () => {
  vi.doMock("@mujoco/mujoco", () => {
    throw new Error("Cannot find package '@mujoco/mujoco'");
  });
  await expect(loadMujoco()).rejects.toThrow("npm install @mujoco/mujoco");
  vi.doUnmock("@mujoco/mujoco");
  vi.resetModules();
  expect(await loadMujoco()).toHaveProperty("open");
});

test("the module is loaded once", async () => {
  expect(await loadMujoco()).toBe(await loadMujoco());
});
