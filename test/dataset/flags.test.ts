import { expect, test } from "vitest";
import { createDataset } from "../../src/dataset/create-dataset.ts";
import { Findings } from "../../src/dataset/findings.ts";
import { endFlags } from "../../src/dataset/flags.ts";
import { rawColumnOf, rawLog } from "./raw-log.ts";

function codes(findings: Findings): string[] {
  return findings.warnings.map(({ code }) => code);
}

test("terminated and truncated stay apart", () => {
  const findings = new Findings();
  expect(endFlags(rawLog(), {}, findings)).toEqual({
    terminated: Uint8Array.of(0, 1, 0, 0),
    truncated: Uint8Array.of(0, 0, 0, 1),
  });
  expect(codes(findings)).toEqual([]);
});

test.each([0.5, 2, -1, Number.NaN])("a flag of %d is refused with its row", (value) => {
  const log = rawLog({ truncated: rawColumnOf([0, 0, value, 1]) });
  expect(() => endFlags(log, {}, new Findings())).toThrow(`truncated[2] must be 0 or 1; got ${value}`);
});

test("a row with both flags counts as terminated, with a warning that counts the rows and names the first", () => {
  const findings = new Findings();
  const flags = endFlags(rawLog({ truncated: rawColumnOf([0, 1, 0, 1]) }), {}, findings);
  expect(flags.terminated).toEqual(Uint8Array.of(0, 1, 0, 0));
  expect(flags.truncated).toEqual(Uint8Array.of(0, 0, 0, 1));
  expect(codes(findings)).toEqual(["terminated-and-truncated"]);
  expect(findings.warnings[0]?.message).toMatch(/both set in 1 rows, the first is row 1/);
});

test.each(["terminated", "truncated"] as const)(
  "a log without %s is warned of, and has zeros there",
  (name) => {
    const findings = new Findings();
    expect(endFlags(rawLog({ [name]: undefined }), {}, findings)[name]).toEqual(new Uint8Array(4));
    expect(codes(findings)).toEqual([`missing-${name}`]);
  },
);

test("a log without any flags is refused with the way out, unless it is declared continuing", () => {
  const log = rawLog({ terminated: undefined, truncated: undefined });
  expect(() => endFlags(log, {}, new Findings())).toThrow(/both missing.*continuing: true/);
  const findings = new Findings();
  expect(endFlags(log, { continuing: true }, findings).terminated).toEqual(new Uint8Array(4));
  expect(codes(findings)).toEqual([]);
});

test("continuing is refused where flags say otherwise", () => {
  expect(() => endFlags(rawLog(), { continuing: true }, new Findings())).toThrow(
    "continuing must not be given: truncated marks the ends of episodes",
  );
  const log = rawLog({ truncated: undefined });
  expect(() => endFlags(log, { continuing: true }, new Findings())).toThrow(
    "continuing must not be given: terminated[1] ends an episode",
  );
});

test.each(["no", 1, null])("continuing = %j is refused: it must be true or false", (continuing) => {
  const options = JSON.parse(JSON.stringify({ continuing }));
  expect(() => endFlags(rawLog(), options, new Findings())).toThrow(
    `continuing must be true or false; got ${continuing}`,
  );
});

test("where every row is terminated nothing can be truncated, and nothing is missing", () => {
  const bandit = { observations: [0, 1], actions: [0, 1], rewards: [1, 0], terminated: [1, 1] };
  expect(createDataset(bandit).warnings).toEqual([]);
});
