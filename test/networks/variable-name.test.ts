import { expect, test } from "vitest";
import { variableName } from "../../src/networks/variable-name.ts";

test("a name starts with its label and is never given twice", () => {
  const names = Array.from({ length: 100 }, () => variableName("bias of the Q-network layer 0"));
  expect(new Set(names).size).toBe(100);
  for (const name of names) expect(name).toMatch(/^bias of the Q-network layer 0 \(variable \d+\)$/);
});
