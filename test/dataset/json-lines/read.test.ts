import { expect, test } from "vitest";
import { DatasetError } from "../../../src/dataset/dataset-error.ts";
import { type LoadOptions, loadDataset } from "../../../src/dataset/load.ts";
import { flippedBytes, gzip, outcome, truncations } from "../table/damage.ts";

const text =
  '{"observation":{"x":1,"v":[2,3]},"action":"up","reward":true,"done":false,"id":"a"}\n' +
  '{"observation":{"v":[5,6],"x":4},"action":"down","reward":-0.5,"done":1,"id":"a","extra":null}\n';

const columns = {
  observation: ["observation.x", "observation.v"],
  action: "action",
  reward: "reward",
  terminated: "done",
  episode: "id",
} as const;

function load(lines: string, options: LoadOptions = { columns }) {
  return loadDataset(new File([lines], "log.jsonl"), { onWarning: () => {}, ...options });
}

test("fields of inner objects, vectors, booleans and labels", async () => {
  const dataset = await load(text);
  expect([...dataset.observations]).toEqual([1, 2, 3, 4, 5, 6]);
  expect([...dataset.actions]).toEqual([1, 0]);
  expect([...dataset.rewards]).toEqual([1, -0.5]);
  expect([...dataset.terminated]).toEqual([0, 1]);
});

test("episodes whose numbers JSON cannot tell apart are refused", async () => {
  const line = (id: string) => `{"observation":[1],"action":0,"reward":0,"episode":${id}}\n`;
  const exact = await load(line("9007199254740990") + line("9007199254740991"), {});
  expect(exact.episodes).toHaveLength(2);
  await expect(load(line("9007199254740992") + line("9007199254740993"), {})).rejects.toThrow(
    'line 1, "episode" must be a text, or a number below 2^53, which is exact; got 9007199254740992',
  );
});

test("gzip, the name .ndjson and CR LF make no difference", async () => {
  const bytes = await gzip(new TextEncoder().encode(text.replaceAll("\n", "\r\n")));
  expect(await loadDataset(new File([bytes], "log.ndjson.gz"), { columns })).toEqual(await load(text));
});

test("__proto__ is a name like others, and nothing is inherited", async () => {
  const line = '{"observation":[1],"action":0,"reward":0,"episode":0,"__proto__":{"step":1,"polluted":1}}\n';
  const { notes } = await load(line, {});
  expect(notes.map(({ message }) => message)).toContainEqual(
    expect.stringContaining("not used: __proto__.step, __proto__.polluted;"),
  );
  expect(Reflect.get({}, "polluted")).toBeUndefined();
  await expect(
    load(line, { columns: { observation: "observation", action: "action", reward: "constructor" } }),
  ).rejects.toThrow('columns.reward is "constructor", but the columns are');
});

const second = text.slice(text.indexOf("\n") + 1);

test.each<[string, string, string]>([
  ["an empty file", "\n", "the file must have an object in each line; it is empty"],
  ["an array", "[1]\n", "line 1 must be a JSON object; got [1]"],
  ["NaN", text.replace("-0.5", "NaN"), "line 2 must be JSON: "],
  [
    "1e999",
    text.replace("-0.5", "1e999"),
    'line 2, "reward" must be a finite number, as in the first line; got Infinity',
  ],
  [
    "1e39 in a vector",
    text.replace("[5,6]", "[5,1e39]"),
    'line 2, "observation.v" must be an array of 2 numbers',
  ],
  [
    "null in a vector",
    text.replace("[5,6]", "[5,null]"),
    'line 2, "observation.v" must be an array of 2 numbers',
  ],
  ["a shorter vector", text.replace("[5,6]", "[5]"), 'line 2, "observation.v" must be an array of 2 numbers'],
  [
    "null",
    text.replace("-0.5", "null"),
    'line 2, "reward" must be a finite number, as in the first line; got null',
  ],
  [
    "a text for a number",
    text.replace("-0.5", '"1"'),
    'line 2, "reward" must be a finite number, as in the first line; got "1"',
  ],
  [
    "a missing field",
    text.replace('"reward":-0.5,', ""),
    'line 2, "reward" must be a finite number, as in the first line; got nothing',
  ],
  [
    "a number among labels",
    text.replace('"down"', "3"),
    'line 2, "action" must be a text, as in the first line; got 3',
  ],
  [
    "a flag of 2",
    text.replace('"done":1', '"done":2'),
    'line 2, "done" must be true or false, or 0 or 1; got 2',
  ],
  ["a blank line", text.replace("\n", "\n\n"), "line 2 must not be blank: line 3 follows it"],
  ["an unfinished line", `${text}${second.slice(0, 30)}`, "line 3 must be JSON: "],
  ["deep nesting", `${"[".repeat(500_000)}\n`, "line 1 must be JSON: "],
])("%s is refused", async (_, damaged, message) => {
  const error: unknown = await load(damaged).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(DatasetError);
  expect(String(error)).toContain(message);
});

test("a flipped byte or an early end is data or a DatasetError", async () => {
  const options: LoadOptions = { columns, format: "jsonLines" };
  const bytes = new TextEncoder().encode(text);
  const found = new Set<string>();
  for (const damaged of [...flippedBytes(bytes), ...truncations(bytes)])
    found.add(typeof (await outcome(damaged, options)));
  expect([...found].sort()).toEqual(["object", "string"]);
});
