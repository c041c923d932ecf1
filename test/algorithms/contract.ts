import { dispose, memory } from "@tensorflow/tfjs-core";
import { describe, expect, test, vi } from "vitest";
import type { Algorithm } from "../../src/algorithms/algorithm.ts";
import type { Dataset } from "../../src/dataset/dataset.ts";
import type { DatasetSpec } from "../../src/dataset/spec.ts";
import { transitionSource } from "../../src/dataset/transition-source.ts";
import { checkAction } from "../../src/env/action.ts";
import { batchTensors } from "../../src/training/batch-tensors.ts";
import { fit } from "../../src/training/fit.ts";
import { entriesOf } from "../tensor/entries.ts";
import { contentsOf } from "./contents.ts";
import { explorerOf } from "./explored.ts";

export type Settings = Readonly<Record<string, unknown>>;

/** Another value of a setting, what has to be set beside it, and what it changes unless the variables after some steps. */
export interface Change {
  readonly value: unknown;
  readonly beside?: Settings;
  readonly seenIn?: (algorithm: Algorithm) => unknown;
}

/** An algorithm as the standard tests see it. */
export interface ContractSubject {
  /** As errors call it. */
  readonly name: string;
  readonly log: Dataset;
  readonly defaults: Settings;
  /** One for every setting. */
  readonly changes: Readonly<Record<string, Change>>;
  /** Settings, beside those of `make`, whose replays are held to eager steps. Default: none beside. */
  readonly variants?: readonly Settings[];
  /** Small: hidden layers of 8, batches of 8, large steps, unless `given` says otherwise. */
  make(spec: DatasetSpec, given?: Settings): Algorithm;
}

const steps = 40;

/** Steps of `fit`, which captures the first and replays it, without its guard of the values. */
export async function trained(algorithm: Algorithm, log: Dataset, count = steps): Promise<Int32Array[]> {
  for await (const _ of fit(algorithm, log, { steps: count, valueGuard: "off" }));
  return contentsOf(algorithm.variables);
}

function trainedEagerly(algorithm: Algorithm, log: Dataset): Int32Array[] {
  const { sampling, spec } = algorithm;
  const tensors = batchTensors(sampling, spec);
  const source = transitionSource(log);
  for (let step = 0; step < steps; step++) {
    source.drawMinibatch(sampling, tensors.views());
    dispose(algorithm.update(tensors.batch));
  }
  tensors.dispose();
  return contentsOf(algorithm.variables);
}

/** The tests that every algorithm has to pass. */
export function algorithmContract(subject: ContractSubject): void {
  describe(`${subject.name} as an algorithm`, () => {
    settingsContract(subject);
    trainingContract(subject);
    policyContract(subject);
    if (subject.log.spec.actions.kind === "continuous") explorerContract(subject);
  });
}

function settingsContract({ name, log, defaults, changes, make }: ContractSubject): void {
  test("an unknown setting is refused, and the known ones are named", () => {
    const refusal = () => make(log.spec, { conservativWeight: 1 });
    expect(refusal).toThrow(RangeError);
    expect(refusal).toThrow(`${name} has no setting "conservativWeight"; it has `);
    for (const field of Object.keys({ ...defaults, ...changes })) expect(refusal).toThrow(field);
  });

  test("every default has a change, and none can be changed", () => {
    expect(Object.keys(defaults).filter((field) => !(field in changes))).toEqual([]);
    expect(Object.values(defaults).filter((value) => !Object.isFrozen(value))).toEqual([]);
  });

  test.for(Object.entries(changes))("NaN as %s is refused by name, and no tensor stays", ([field]) => {
    const before = memory();
    expect(() => make(log.spec, { [field]: Number.NaN })).toThrow(`${name}'s ${field} must be `);
    expect(memory()).toEqual(before);
  });

  test.for(Object.entries(changes))("%s has an effect", async ([field, { value, beside = {}, seenIn }]) => {
    const seen = async (given: Settings): Promise<unknown> => {
      const algorithm = make(log.spec, given);
      const bits = await trained(algorithm, log, 20);
      const result = seenIn === undefined ? bits : seenIn(algorithm);
      algorithm.dispose();
      return result;
    };
    expect(await seen({ ...beside, [field]: value })).not.toEqual(await seen(beside));
  });
}

function trainingContract({ log, variants = [{}], make }: ContractSubject): void {
  test.for(variants)("%o: replays equal eager steps to the bit", async (given) => {
    const warnings = vi.spyOn(console, "warn");
    const [replayed, eager] = [make(log.spec, given), make(log.spec, given)];
    expect(await trained(replayed, log)).toEqual(trainedEagerly(eager, log));
    // which would say that it could not be captured
    expect(warnings).not.toHaveBeenCalled();
    for (const algorithm of [replayed, eager]) algorithm.dispose();
  });

  test("one seed gives the same bits in every variable, another seed others", async () => {
    const run = async (seed: number) => {
      const algorithm = make(log.spec, { seed });
      const bits = await trained(algorithm, log);
      algorithm.dispose();
      return bits;
    };
    const first = await run(3);
    expect(await run(3)).toEqual(first);
    expect(await run(4)).not.toEqual(first);
  });

  test("dispose frees everything, after training, acting and diagnosing too", async () => {
    const before = memory();
    const algorithm = make(log.spec);
    await trained(algorithm, log, 5);
    algorithm.policy().act(log.observations.slice(0, log.spec.observationSize));
    algorithm.dispose();
    expect(memory()).toEqual(before);
  });

  test("what it reports and diagnoses is finite, and a diagnosis changes nothing", () => {
    const algorithm = make(log.spec);
    const tensors = batchTensors(algorithm.sampling, algorithm.spec);
    transitionSource(log).drawMinibatch(algorithm.sampling, tensors.views());
    const metrics = algorithm.update(tensors.batch);
    const before = contentsOf(algorithm.variables);
    const diagnosis = algorithm.diagnose?.(tensors.batch) ?? {};
    expect(contentsOf(algorithm.variables)).toEqual(before);
    expect(Object.keys(diagnosis).filter((key) => key in metrics)).toEqual([]);
    const numbers = Object.entries({ ...metrics, ...diagnosis }).map(([key, value]) => [
      key,
      entriesOf(value)[0]!,
    ]);
    expect(numbers.filter(([, value]) => !Number.isFinite(value))).toEqual([]);
    dispose([metrics, diagnosis]);
    tensors.dispose();
    algorithm.dispose();
  });
}

function policyContract({ log, make }: ContractSubject): void {
  test("the policy acts within the bounds, alone as in a batch, to the bit, and moves with training", async () => {
    const algorithm = make(log.spec);
    const policy = algorithm.policy();
    const size = log.spec.observationSize;
    const rows = log.observations.slice(0, 20 * size);
    const untrained = policy.actBatch(rows).slice();
    await trained(algorithm, log);
    const together = policy.actBatch(rows);
    const alone = Array.from({ length: 20 }, (_, row) =>
      policy.act(rows.slice(row * size, (row + 1) * size)),
    );
    for (const action of alone) checkAction("the action", action, log.spec.actions);
    expect(alone.flatMap((action) => (typeof action === "number" ? [action] : [...action]))).toEqual([
      ...together,
    ]);
    if (log.spec.actions.kind === "continuous") expect(together).not.toEqual(untrained);
    algorithm.dispose();
  });
}

function explorerContract({ log: { observations, spec }, make }: ContractSubject): void {
  const states = Array.from({ length: 20 }, (_, row) =>
    observations.slice(row * spec.observationSize, (row + 1) * spec.observationSize),
  );

  test("an explorer draws within the bounds, the same from one seed, others from another, and dispose frees it", () => {
    const before = memory();
    const algorithm = make(spec);
    const decisions = (seed: number) => {
      const explorer = explorerOf(algorithm, seed);
      return states.map((state) => explorer.decide(state));
    };
    const drawn = decisions(0);
    for (const { action, logProbability } of drawn) {
      checkAction("the action", action, spec.actions);
      expect(logProbability).toSatisfy(Number.isFinite);
    }
    expect(decisions(0)).toEqual(drawn);
    expect(decisions(1)).not.toEqual(drawn);
    const again = explorerOf(algorithm, 0);
    expect(again.act(states[0]!)).toEqual(drawn[0]!.action);
    expect(again.act(states[0]!)).not.toEqual(drawn[0]!.action);
    algorithm.dispose();
    expect(memory()).toEqual(before);
  });
}

/** Changes of the settings that every actor-critic has; its own come beside them. */
export const actorCriticChanges: Readonly<Record<string, Change>> = {
  hiddenSizes: { value: [4, 4] },
  policyLearningRate: { value: 1e-3 },
  criticLearningRate: { value: 1e-3 },
  criticCount: { value: 3 },
  criticLayerNorm: { value: true },
  batchSize: { value: 16 },
  discount: { value: 0.5 },
  returnSteps: { value: 3 },
  targetUpdateRate: { value: 0.5 },
  standardizeObservations: { value: false },
  valueBounds: { value: [-0.1, 0.1] },
  seed: { value: 1 },
};

/** Settings that make an actor-critic small and fast in learning. */
export const smallActorCritic: Settings = {
  hiddenSizes: [8],
  batchSize: 8,
  policyLearningRate: 1e-2,
  criticLearningRate: 1e-2,
};
