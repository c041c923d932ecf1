import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fixturePath } from "../dataset/fixture.ts";
import { offlineRl } from "./offline-rl.ts";

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "offline-rl-doctor-"));
});

afterAll(() => rm(folder, { recursive: true }));

test.concurrent("a sound log exits with 0, plain text where nobody looks at a terminal", async () => {
  const { code, out, err } = await offlineRl(["doctor", fixturePath("control-ok.hdf5")]);
  expect([code, err]).toEqual([0, ""]);
  expect(out).toMatch(/^rows {10}1000, of which 1000 are transitions/);
  expect(out).toMatch(/0 errors, 0 warnings, \d+ notes: nothing speaks against training on this log\n$/);
  expect(out).not.toContain("\u001b");
});

test.concurrent("a log that is refused exits with 1 and the words of the loader", async () => {
  const { code, out, err } = await offlineRl(["doctor", fixturePath("nan-rewards.hdf5")]);
  expect([code, err]).toEqual([1, ""]);
  expect(out).toContain("ERROR refused\n  rewards[3] must be finite; got NaN\n");
});

test.concurrent("--json is the diagnosis", async () => {
  const args = ["doctor", fixturePath("missing-timeouts.hdf5"), "--json", "--discount", "0.9"];
  const { code, out } = await offlineRl(args);
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    dataset: { rows: 1000, valueBounds: { discount: 0.9 } },
    findings: expect.arrayContaining([expect.objectContaining({ code: "successor-mismatch" })]),
  });
});

test.concurrent("what is said of the log reaches the loader", async () => {
  const bare = fixturePath("missing-terminals-and-timeouts.hdf5");
  expect((await offlineRl(["doctor", bare])).code).toBe(1);
  expect((await offlineRl(["doctor", bare, "--continuing"])).code).toBe(0);
  const discrete = ["doctor", fixturePath("d3rlpy-control-ok.h5"), "--action-count", "3"];
  expect((await offlineRl(discrete)).out).toContain("1 action of 3 never taken: 2");
});

test.concurrent.each([
  [["doctor"], "doctor takes one file"],
  [["doctor", "a", "b"], "doctor takes one file"],
  [["doctor", "a", "--jsn"], "Unknown option '--jsn'"],
  [["doctor", "a", "--action-count", "two"], "--action-count must be a whole number from 1 on; got two"],
  [["doctor", "a", "--discount", "2"], "--discount must be a number from 0 to 1; got 2"],
  [["doctor", "a", "--columns", "no-such.json"], "--columns no-such.json: ENOENT"],
])("%j exits with 2 and the usage", async (args, message) => {
  const { code, out, err } = await offlineRl(args);
  expect([code, out]).toEqual([2, ""]);
  expect(err).toContain(`offline-rl: ${message}`);
  expect(err).toContain("usage: offline-rl doctor FILE");
});

test.concurrent("a mapping that is no JSON is refused", async () => {
  const mapping = join(folder, "mapping.json");
  await writeFile(mapping, "{observation: x}");
  const { code, err } = await offlineRl(["doctor", "a.csv", "--columns", mapping]);
  expect(code).toBe(2);
  expect(err).toContain(mapping);
});
