import { expect, test } from "vitest";
import { DatasetError } from "../../../src/dataset/dataset-error.ts";
import { fixture } from "../fixture.ts";
import { hdf5Bytes } from "./bytes.ts";
import { readHdf5Dataset } from "./read-hdf5-dataset.ts";

/** What an entry of expected.json must lead to, beyond its verdict. */
interface Outcome {
  /** A part of the error's message that names what its `detail` is about. */
  readonly refusal?: RegExp;
  readonly warnings?: readonly string[];
  readonly rows?: number;
  readonly episodes?: number;
  readonly transitions?: number;
}

const sound = { rows: 1000, episodes: 5, transitions: 1000 };
const outcomes: Readonly<Record<string, Outcome>> = {
  "control-ok.hdf5": sound,
  "truncated-60-percent.hdf5": { refusal: /truncated file: eof = 29150.*stored_eof = 48584/ },
  "truncated-last-byte.hdf5": { refusal: /truncated file: eof = 48583.*stored_eof = 48584/ },
  "truncated-header.hdf5": { refusal: /truncated file: eof = 64.*stored_eof = 48584/ },
  "empty.hdf5": { refusal: /no HDF5 signature in its 0 bytes/ },
  "not-hdf5.hdf5": { refusal: /no HDF5 signature in its 35 bytes/ },
  "superblock-version-77.hdf5": { refusal: /bad superblock version number/ },
  "user-block.hdf5": sound,
  "flipped-bytes-gzip.hdf5": { refusal: /observations cannot be decoded: filter returned failure/ },
  "flipped-bytes-fletcher32.hdf5": { refusal: /observations cannot be decoded: filter returned failure/ },
  "flipped-bytes-plain.hdf5": { ...sound, warnings: ["successor-mismatch"] },
  "wrong-shape-flat-observations.hdf5": { refusal: /rows; got observations 3000, actions 1000/ },
  "wrong-shape-next-observations.hdf5": {
    refusal: /next_observations must have shape \(N, 3\); got \(1000, 2\)/,
  },
  "wrong-shape-transposed.hdf5": { refusal: /rows; got observations 3, actions 1000/ },
  "mismatched-lengths.hdf5": { refusal: /rows; got observations 1000, actions 1000, rewards 999/ },
  "zero-rows.hdf5": { refusal: /at least one row; got 0/ },
  "rewards-column-vector.hdf5": sound,
  "huge-declared-length.hdf5": { refusal: /columns take 37383395344384 bytes .* maximumBytes = 1073741824/ },
  "gzip-bomb.hdf5": { refusal: /rows; got observations 1000, actions 1000, rewards 48000000/ },
  "nan-rewards.hdf5": { refusal: /rewards\[3\] must be finite; got NaN/ },
  "inf-observations.hdf5": { refusal: /observations\[42, 1\] must be finite; got Infinity/ },
  "actions-out-of-bounds.hdf5": { ...sound, warnings: ["actions-out-of-bounds"] },
  "float64-columns.hdf5": sound,
  "big-endian.hdf5": sound,
  "uint8-flags.hdf5": sound,
  "fractional-flag.hdf5": { refusal: /timeouts\[10\] must be 0 or 1; got 0.5/ },
  "string-rewards-variable.hdf5": { refusal: /rewards must be stored as numbers; got type string/ },
  "string-rewards-fixed.hdf5": { refusal: /rewards must be stored as numbers; got type string/ },
  "virtual-rewards.hdf5": { refusal: /rewards is a virtual data set/ },
  "compound-rewards.hdf5": { refusal: /rewards must be stored as numbers; got type compound/ },
  "missing-terminals-and-timeouts.hdf5": {
    refusal: /terminals and timeouts are both missing.*continuing: true/,
  },
  "missing-timeouts.hdf5": {
    rows: 1000,
    episodes: 1,
    transitions: 1000,
    warnings: ["missing-truncated", "successor-mismatch", "open-last-episode"],
  },
  "missing-actions.hdf5": { refusal: /actions is missing/ },
  "missing-next-observations.hdf5": { ...sound, transitions: 995 },
  "terminal-and-timeout.hdf5": { ...sound, warnings: ["terminated-and-truncated"] },
  "open-last-episode.hdf5": { ...sound, warnings: ["open-last-episode"] },
  "shuffled-rows.hdf5": { ...sound, episodes: 0, warnings: ["shuffled-rows"] },
  "shifted-next-observations.hdf5": { ...sound, warnings: ["standing-still"] },
  "control-ok-maze2d.hdf5": { ...sound, episodes: 4 },
  "off-by-one-rewards-maze2d.hdf5": { ...sound, episodes: 4 },
  "external-link.hdf5": { refusal: /rewards is missing: .*external links are not followed/ },
  "dangling-soft-link.hdf5": { refusal: /rewards is missing: it is a soft link to \/nowhere/ },
  "cyclic-group.hdf5": sound,
  "group-instead-of-column.hdf5": { refusal: /rewards must be a data set; got a group/ },
  "d3rlpy-control-ok.h5": { rows: 49, episodes: 3, transitions: 48 },
  "d3rlpy-version-2.0.h5": { refusal: /version of a d3rlpy replay buffer must be 2.1; got 2.0/ },
  "d3rlpy-no-version.h5": { refusal: /version of a d3rlpy replay buffer must be 2.1; got none/ },
  "d3rlpy-too-few-episodes.h5": { refusal: /episode 3 of num_episodes = 5 is incomplete/ },
  "d3rlpy-hidden-episodes.h5": { rows: 42, episodes: 2, transitions: 41, warnings: ["uncounted-episodes"] },
  "d3rlpy-negative-episodes.h5": { refusal: /num_episodes must be a non-negative integer; got -1/ },
  "d3rlpy-huge-episodes.h5": { refusal: /episode 3 of num_episodes = \d+ is incomplete/ },
  "d3rlpy-missing-rewards.h5": { refusal: /episode 1 .* rewards_1 is missing/ },
  "d3rlpy-length-mismatch.h5": { refusal: /actions_2 must have as many rows as observations_2, 7; got 6/ },
  "d3rlpy-observation-width.h5": { refusal: /observations_1 must have 4 values a row, .* got 5/ },
  "d3rlpy-negative-action.h5": { refusal: /actions_0\[3\] must be an integer from 0 .* got -1/ },
  "d3rlpy-fractional-action.h5": { rows: 49, episodes: 3, transitions: 48, warnings: ["mixed-action-types"] },
  "d3rlpy-empty-episode.h5": { rows: 42, episodes: 2, transitions: 41, warnings: ["empty-episode"] },
};

interface Entry {
  readonly layout: string;
  readonly defect: string;
  readonly verdict: string;
}

const { files }: { files: Record<string, Entry> } = JSON.parse(
  new TextDecoder().decode(fixture("expected.json")),
);
const entries = Object.entries(files).filter(([, { layout }]) => layout !== "minari");
const named = (...verdicts: string[]): string[] =>
  entries.filter(([, { verdict }]) => verdicts.includes(verdict)).map(([name]) => name);

/** What only the caller can know. */
const options = { "actions-out-of-bounds.hdf5": { actionBounds: { low: [-2], high: [2] } } };
const read = (name: string) =>
  readHdf5Dataset(fixture(name), Object.entries(options).find(([n]) => n === name)?.[1]);

const FAST = 2000;

test("every file of expected.json has an outcome here", () => {
  expect(entries.map(([name]) => name).toSorted()).toEqual(Object.keys(outcomes).toSorted());
});

test.each(named("reject", "reject-read"))(
  "%s is refused by what is wrong with it, within 2 s",
  async (name) => {
    const refusal = outcomes[name]?.refusal;
    expect(refusal).toBeInstanceOf(RegExp);
    const outcome = await read(name).catch((error: unknown) => error);
    expect(String(outcome)).toMatch(/^DatasetError: /);
    expect(String(outcome)).toMatch(refusal!);
  },
  FAST,
);

test.each(named("warn", "accept", "undetectable"))(
  "%s loads with the warnings it deserves, within 2 s",
  async (name) => {
    const { warnings = [], ...counts } = outcomes[name]!;
    const dataset = await read(name);
    expect(dataset.warnings.map(({ code }) => code)).toEqual(warnings);
    expect({
      rows: dataset.rows,
      episodes: dataset.episodes.length,
      transitions: dataset.transitions.length,
    }).toEqual(counts);
  },
  FAST,
);

test.each(named("warn"))("%s is to be warned of, and is", (name) => {
  expect(outcomes[name]?.warnings).not.toHaveLength(0);
});

test.each([
  ["missing-timeouts.hdf5", "in 4 of the 999 steps inside episodes, the first is that of row 199"],
  ["flipped-bytes-plain.hdf5", "in 1 of the 995 steps inside episodes, the first is that of row 275"],
  ["shuffled-rows.hdf5", "in 993 of the 994 steps"],
  ["shifted-next-observations.hdf5", "in 995 of the 995 steps"],
  ["terminal-and-timeout.hdf5", "both set in 5 rows, the first is row 199"],
  ["actions-out-of-bounds.hdf5", "in 11 of 1000 rows, the first is actions[0]"],
  ["open-last-episode.hdf5", "row 999 counts as truncated"],
])("the warning of %s counts the rows or names the first", async (name, message) => {
  const { warnings } = await read(name);
  expect(warnings.map((warning) => warning.message).join("\n")).toContain(message);
});

test.each(["float64-columns.hdf5", "uint8-flags.hdf5", "rewards-column-vector.hdf5", "big-endian.hdf5"])(
  "%s gives the same dataset as the ordinary file",
  async (name) => {
    expect(await read(name)).toEqual(await read("control-ok.hdf5"));
  },
);

test("a log without flags loads when it is declared continuing", async () => {
  const dataset = await readHdf5Dataset(fixture("missing-terminals-and-timeouts.hdf5"), { continuing: true });
  expect(dataset.episodes).toEqual([{ start: 0, end: 1000 }]);
});

test("maximumBytes limits the decoded columns, and must be positive", async () => {
  const bytes = fixture("control-ok.hdf5");
  await expect(readHdf5Dataset(bytes, { maximumBytes: 33_999 })).rejects.toThrow("take 34000 bytes");
  expect((await readHdf5Dataset(bytes, { maximumBytes: 34_000 })).rows).toBe(1000);
  for (const maximumBytes of [0, -1, Number.NaN]) {
    await expect(readHdf5Dataset(bytes, { maximumBytes })).rejects.toThrow(
      `maximumBytes must be positive; got ${maximumBytes}`,
    );
  }
});

test("a file of neither layout is refused with what it holds and what was expected", async () => {
  const bytes = await hdf5Bytes({
    weights: { data: Float32Array.of(1) },
    bias: { data: Float32Array.of(1) },
  });
  await expect(readHdf5Dataset(bytes)).rejects.toThrow(
    /neither the D4RL layout \(observations, actions, rewards.*num_episodes.*episode_0.*it holds bias, weights$/,
  );
});

test("D4RL's layout in chunks is refused in words", async () => {
  const bytes = await hdf5Bytes({}, (file) => void file.create_group("virtual"));
  await expect(readHdf5Dataset(bytes)).rejects.toThrow("the file has D4RL's virtual layout");
});

test("the list of what a file holds is cut off after twenty names", async () => {
  const names = Array.from({ length: 28 }, (_, i) => [`c${i + 10}`, { data: Float32Array.of(1) }] as const);
  const bytes = await hdf5Bytes(Object.fromEntries(names));
  await expect(readHdf5Dataset(bytes)).rejects.toThrow(/it holds c10, .*c29 and 8 more$/);
});

test("loads that run at the same time do not disturb one another", async () => {
  const jobs = ["control-ok.hdf5", "flipped-bytes-gzip.hdf5", "d3rlpy-control-ok.h5", "control-ok.hdf5"];
  const [first, damaged, buffer, second] = await Promise.allSettled(jobs.map(read));
  expect(damaged?.status).toBe("rejected");
  expect(buffer).toMatchObject({ status: "fulfilled", value: { rows: 49 } });
  expect(first).toMatchObject({ status: "fulfilled", value: { rows: 1000 } });
  expect(second).toEqual(first);
});

test.each(["control-ok.hdf5", "d3rlpy-control-ok.h5"])(
  "an inverted byte of %s, every 97th in turn, leads to a dataset or a DatasetError",
  async (name) => {
    const sound = fixture(name);
    for (let at = 0; at < sound.length; at += 97) {
      const damaged = Uint8Array.from(sound);
      damaged[at] = sound[at]! ^ 0xff;
      const outcome = await readHdf5Dataset(damaged).catch((error: unknown) => error);
      if (outcome instanceof Error) expect(outcome).toBeInstanceOf(DatasetError);
      else expect(outcome).toHaveProperty("transitions");
    }
  },
  20_000,
);
