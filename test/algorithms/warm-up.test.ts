import { dispose, memory, tidy } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { warmUp } from "../../src/algorithms/warm-up.ts";
import { capture } from "../../src/tensor/capture/capture.ts";
import { init } from "../../src/tensor/init.ts";
import { entriesOf } from "../tensor/entries.ts";

await init();

test("the weight is 0 for the steps of the warm-up, then 1, and no tensor stays", () => {
  const warming = warmUp(3);
  const before = memory();
  const weights = Array.from({ length: 6 }, () => tidy(() => entriesOf(warming.weight())[0]));
  expect(weights).toEqual([0, 0, 0, 1, 1, 1]);
  expect(memory()).toEqual(before);
});

test("replays count on", () => {
  const warming = warmUp(3);
  const captured = capture(() => tidy(() => warming.weight()));
  const weights = Array.from({ length: 5 }, () => {
    captured.run();
    return entriesOf(captured.result)[0];
  });
  expect(weights).toEqual([0, 0, 1, 1, 1]);
  captured.dispose();
  dispose(warming.remaining);
});

test("a warm-up of 0 steps is over from the beginning", () => {
  expect(entriesOf(warmUp(0).weight())).toEqual([1]);
});
