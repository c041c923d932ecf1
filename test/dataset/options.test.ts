import { expect, test } from "vitest";
import { checkOptionNames, datasetOptionNames } from "../../src/dataset/options.ts";

test("known options pass", () => {
  expect(() => checkOptionNames({ actionCount: 2, continuing: true }, datasetOptionNames)).not.toThrow();
});

test.each(["actioncount", "__proto__", "toString"])(
  "the unknown option %s is refused with the known ones",
  (name) => {
    const options = JSON.parse(`{ "${name}": 2 }`);
    expect(() => checkOptionNames(options, datasetOptionNames)).toThrow(
      `unknown option "${name}"; known options: actionCount, actionBounds, continuing`,
    );
  },
);

test.each(["null", "3"])("%s for options is refused", (text) => {
  expect(() => checkOptionNames(JSON.parse(text), datasetOptionNames)).toThrow(
    `options must be an object; got ${text}`,
  );
});
