import { keep, tensor1d, tidy, zeros } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { acceleratedBackend } from "../../src/tensor/backend.ts";
import { heapView } from "../../src/tensor/heap-view.ts";
import { init } from "../../src/tensor/init.ts";

await init();
const backend = acceleratedBackend();

test("the view stays the same until the heap grows, or until it is said to be of another place", () => {
  const [first, second] = [tensor1d([1, 2]), tensor1d([3, 4])];
  let current = first;
  const view = heapView(
    () => backend.floats(current),
    ({ byteOffset }) => byteOffset === backend.address(current),
  );
  const before = view();
  expect(view()).toBe(before);
  const large = tidy(() => keep(zeros([2 ** 24])));
  expect(before).toHaveLength(0);
  expect([...view()]).toEqual([1, 2]);
  current = second;
  expect([...view()]).toEqual([3, 4]);
  large.dispose();
});
