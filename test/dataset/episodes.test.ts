import { expect, test } from "vitest";
import { splitEpisodes, transitionRows } from "../../src/dataset/episodes.ts";
import fc from "../fast-check.ts";

const flags = {
  terminated: Uint8Array.of(0, 1, 0, 0, 0),
  truncated: Uint8Array.of(0, 0, 0, 1, 0),
};

test("an episode ends after a terminated row, after a truncated one, and after the last", () => {
  expect(splitEpisodes(flags)).toEqual([
    { start: 0, end: 2 },
    { start: 2, end: 4 },
    { start: 4, end: 5 },
  ]);
});

test("without stored successors the truncated rows and the last one are no transitions; a terminated row is", () => {
  expect(transitionRows(flags, false)).toEqual(Int32Array.of(0, 1, 2));
});

test("with stored successors every row is a transition", () => {
  expect(transitionRows(flags, true)).toEqual(Int32Array.of(0, 1, 2, 3, 4));
});

test("episodes cover all rows without gaps, and hold a flag only in their last row", () => {
  const log = fc.array(fc.constantFrom("step", "terminated", "truncated"), { minLength: 1, maxLength: 50 });
  fc.assert(
    fc.property(log, (kinds) => {
      const terminated = Uint8Array.from(kinds, (kind) => Number(kind === "terminated"));
      const truncated = Uint8Array.from(kinds, (kind) => Number(kind === "truncated"));
      const rows = splitEpisodes({ terminated, truncated }).flatMap(({ start, end }) => {
        expect(end).toBeGreaterThan(start);
        expect(kinds.slice(start, end - 1)).not.toContain("terminated");
        expect(kinds.slice(start, end - 1)).not.toContain("truncated");
        return Array.from({ length: end - start }, (_, i) => start + i);
      });
      expect(rows).toEqual([...kinds.keys()]);
    }),
  );
});
