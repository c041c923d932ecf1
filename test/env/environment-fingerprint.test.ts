import { expect, test } from "vitest";
import { environmentFingerprint } from "./environment-fingerprint.ts";

test("logs of all environments and of maze2d are the same to the bit as when this hash was taken", () => {
  expect(environmentFingerprint()).toBe("21982c21");
});
