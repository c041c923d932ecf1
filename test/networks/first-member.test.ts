import { expect, test } from "vitest";
import { randomStream } from "../../src/kernels/random.ts";
import { criticEnsemble } from "../../src/networks/critic-ensemble.ts";
import type { LayerOptions } from "../../src/networks/mlp.ts";
import { init } from "../../src/tensor/init.ts";
import { matrix } from "../tensor/draw.ts";
import { entriesOf } from "../tensor/entries.ts";
import { replayProblem } from "../tensor/replay.ts";
import { gradientsOf } from "../tensor/tape.ts";

await init();

const options: { name: string; options: LayerOptions }[] = [
  { name: "plain", options: {} },
  { name: "normalized", options: { layerNorm: true } },
];

test.for(options)(
  "$name: the first critic alone has the values and action gradients that it has among all",
  ({ options }) => {
    const critics = criticEnsemble("the critics", 3, [5, 9, 7], randomStream(0, "critics"), options);
    const observations = matrix(randomStream(1, "observations"), [6, 3]);
    const actions = matrix(randomStream(2, "actions"), [6, 2]);
    const alone = critics.firstValues(observations, actions);
    expect(alone.shape).toEqual([1, 6]);
    expect(entriesOf(alone)).toEqual(entriesOf(critics.values(observations, actions)).slice(0, 6));
    const one = Float32Array.from({ length: 18 }, (_, i) => (i < 6 ? 1 : 0));
    expect(gradientsOf([actions], () => critics.firstValues(observations, actions))).toEqual(
      gradientsOf([actions], () => critics.values(observations, actions), one),
    );
  },
);

test("a replay on other actions equals an eager call to the bit", () => {
  const critics = criticEnsemble("the critics", 2, [5, 8], randomStream(0, "critics"));
  const observations = matrix(randomStream(1, "observations"), [6, 3]);
  const [actions, next] = [2, 3].map((seed) => matrix(randomStream(seed, "actions"), [6, 2]));
  const problem = replayProblem(actions!, entriesOf(next!), () =>
    critics.firstValues(observations, actions!),
  );
  expect(problem).toBe(undefined);
});
