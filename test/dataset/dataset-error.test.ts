import { expect, test } from "vitest";
import { DatasetError } from "../../src/dataset/dataset-error.ts";

test("a DatasetError is an Error that is told apart by its class and its name, and keeps its cause", () => {
  const cause = new Error("disk");
  const error = new DatasetError("rewards[3] must be finite; got NaN", { cause });
  expect(error).toBeInstanceOf(Error);
  expect(String(error)).toBe("DatasetError: rewards[3] must be finite; got NaN");
  expect(error.cause).toBe(cause);
});
