import { expect, test } from "vitest";
import { eventLoopTurn } from "../../src/training/event-loop.ts";

test("timers and other events that wait are served before it resolves, within a few turns", async () => {
  const events: string[] = [];
  setTimeout(() => events.push("timer"), 0);
  setImmediate(() => events.push("immediate"));
  const started = performance.now();
  while (performance.now() - started < 5);
  for (let turn = 0; turn < 5; turn++) await eventLoopTurn();
  expect(events.sort()).toEqual(["immediate", "timer"]);
});

test("microtasks alone are no turn: it does not resolve among them", async () => {
  let isResolved = false;
  const turn = eventLoopTurn().then(() => {
    isResolved = true;
  });
  for (let i = 0; i < 100; i++) await Promise.resolve();
  expect(isResolved).toBe(false);
  await turn;
  expect(isResolved).toBe(true);
});

test("hundreds of turns pass before a timer of 50 ms fires: no timer's delay of 1 or 4 ms is waited for", async () => {
  let isOver = false;
  setTimeout(() => {
    isOver = true;
  }, 50);
  let turns = 0;
  for (; !isOver; turns++) await eventLoopTurn();
  expect(turns).toBeGreaterThan(100);
});
