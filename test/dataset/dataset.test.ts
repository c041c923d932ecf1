import { expect, test } from "vitest";
import { assembleDataset } from "../../src/dataset/dataset.ts";
import { Findings } from "../../src/dataset/findings.ts";
import { rawColumnOf, rawLog } from "./raw-log.ts";

test("a dataset holds typed columns, its spec, episodes and transitions", () => {
  expect(assembleDataset(rawLog(), { actionCount: 3 })).toEqual({
    spec: {
      observationSize: 1,
      observationMean: [5.5],
      observationStd: [Math.sqrt(25.25)],
      actions: { kind: "discrete", count: 3 },
    },
    rows: 4,
    observations: Float32Array.of(0, 1, 10, 11),
    actions: Int32Array.of(0, 1, 2, 1),
    rewards: Float32Array.of(1, 2, 3, 4),
    terminated: Uint8Array.of(0, 1, 0, 0),
    truncated: Uint8Array.of(0, 0, 0, 1),
    episodes: [
      { start: 0, end: 2 },
      { start: 2, end: 4 },
    ],
    transitions: Int32Array.of(0, 1, 2),
    warnings: [],
    notes: [
      {
        code: "rows-without-successor",
        message:
          "1 of 4 rows are no transitions: they end truncated episodes, and their successors are not stored",
      },
    ],
  });
});

test("stored successors make every row a transition", () => {
  const dataset = assembleDataset(rawLog({ nextObservations: rawColumnOf([1, 2, 11, 12]) }), {});
  expect(dataset.nextObservations).toEqual(Float32Array.of(1, 2, 11, 12));
  expect(dataset.transitions).toEqual(Int32Array.of(0, 1, 2, 3));
  expect(dataset.warnings).toEqual([]);
  expect(dataset.notes.map(({ code }) => code)).toEqual(["action-count-inferred"]);
});

test("a log that stops within an episode is closed as truncated, with a warning", () => {
  const dataset = assembleDataset(rawLog({ truncated: rawColumnOf([0, 0, 0, 0]) }), {});
  expect(dataset.truncated).toEqual(Uint8Array.of(0, 0, 0, 1));
  expect(dataset.transitions).toEqual(Int32Array.of(0, 1, 2));
  expect(dataset.warnings).toEqual([
    { code: "open-last-episode", message: "no flag ends the last episode: row 3 counts as truncated" },
  ]);
});

test("a continuing log is one episode that is truncated at its end, without a warning", () => {
  const dataset = assembleDataset(rawLog({ terminated: undefined, truncated: undefined }), {
    continuing: true,
  });
  expect(dataset.episodes).toEqual([{ start: 0, end: 4 }]);
  expect(dataset.truncated).toEqual(Uint8Array.of(0, 0, 0, 1));
  expect(dataset.transitions).toEqual(Int32Array.of(0, 1, 2));
  expect(dataset.warnings).toEqual([]);
});

test("shuffled rows have no episodes, and each is still a transition", () => {
  const dataset = assembleDataset(
    rawLog({
      observations: rawColumnOf([3, 0, 2, 1]),
      nextObservations: rawColumnOf([4, 1, 3, 2]),
      terminated: rawColumnOf([0, 0, 0, 0]),
      truncated: rawColumnOf([0, 0, 0, 0]),
    }),
    {},
  );
  expect(dataset.episodes).toEqual([]);
  expect(dataset.transitions).toEqual(Int32Array.of(0, 1, 2, 3));
  expect(dataset.truncated).toEqual(new Uint8Array(4));
  expect(dataset.warnings).toMatchObject([{ code: "shuffled-rows" }]);
});

test("an empty log is refused", () => {
  const none = rawColumnOf([]);
  const empty = rawLog({ rows: 0, observations: none, actions: none, rewards: none });
  expect(() => assembleDataset(empty, {})).toThrow("a dataset must have at least one row; got 0");
});

test("findings of the reader come first", () => {
  const findings = new Findings();
  findings.warn("empty-episode", "episode 2 is empty");
  const { warnings } = assembleDataset(rawLog({ truncated: undefined }), {}, findings);
  expect(warnings.map(({ code }) => code)).toEqual([
    "empty-episode",
    "missing-truncated",
    "open-last-episode",
  ]);
});
