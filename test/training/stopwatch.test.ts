import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { stopwatch } from "../../src/training/stopwatch.ts";

test("it runs from the start, and lap and elapsed agree until the first stop", async () => {
  const watch = stopwatch();
  await sleep(20);
  const lap = watch.lap();
  expect(lap).toBeGreaterThan(15);
  expect(watch.elapsed()).toBeGreaterThanOrEqual(lap);
});

test("stopped it stands still, at a lap of 0", async () => {
  const watch = stopwatch();
  await sleep(20);
  watch.stop();
  const elapsed = watch.elapsed();
  await sleep(20);
  expect(watch.elapsed()).toBe(elapsed);
  expect(watch.lap()).toBe(0);
});

test("started again it adds up running time alone, in laps of their own", async () => {
  const watch = stopwatch();
  await sleep(40);
  watch.stop();
  const before = watch.elapsed();
  await sleep(500);
  watch.start();
  await sleep(20);
  const lap = watch.lap();
  watch.stop();
  expect(lap).toBeGreaterThan(15);
  expect(watch.elapsed()).toBeGreaterThanOrEqual(before + lap);
  // the half second is not in it, whatever a busy machine adds to the rest
  expect(watch.elapsed()).toBeLessThan(before + lap + 250);
});

test("a second stop changes nothing", async () => {
  const watch = stopwatch();
  watch.stop();
  const elapsed = watch.elapsed();
  await sleep(5);
  watch.stop();
  expect(watch.elapsed()).toBe(elapsed);
});
