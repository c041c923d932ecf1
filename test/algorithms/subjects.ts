import type { Algorithm } from "../../src/algorithms/algorithm.ts";
import {
  type DiscreteBehaviorCloningConfig,
  discreteBehaviorCloning,
  discreteBehaviorCloningDefaults,
} from "../../src/algorithms/discrete-behavior-cloning.ts";
import {
  type DiscreteCqlConfig,
  discreteCql,
  discreteCqlDefaults,
} from "../../src/algorithms/discrete-cql.ts";
import { type DqnConfig, dqn, dqnDefaults } from "../../src/algorithms/dqn.ts";
import type { Dataset } from "../../src/dataset/dataset.ts";
import type { DatasetSpec } from "../../src/dataset/spec.ts";
import { fit } from "../../src/training/fit.ts";
import { contentsOf } from "./contents.ts";
import { settingsOf } from "./settings.ts";

export type Settings = Readonly<Record<string, unknown>>;

/** An algorithm, and for each of its settings another value and what has to be set beside it. */
export interface Subject {
  readonly name: string;
  readonly defaults: Settings;
  readonly changes: Readonly<Record<string, { readonly value: unknown; readonly beside?: Settings }>>;
  /** Small and fast in learning, unless `given` says otherwise. */
  make(spec: DatasetSpec, given?: Settings): Algorithm;
}

const small = { hiddenSizes: [8], batchSize: 8, learningRate: 1e-2 };

function settings<Config>(given: Settings): Config {
  return settingsOf<Config>(Object.entries({ ...small, ...given }));
}

const everyNetwork = {
  hiddenSizes: { value: [4, 4] },
  learningRate: { value: 1e-3 },
  batchSize: { value: 16 },
  standardizeObservations: { value: false },
  seed: { value: 1 },
};

const everyQLearner = {
  ...everyNetwork,
  discount: { value: 0.5 },
  returnSteps: { value: 3 },
  targetUpdateRate: { value: 0.5 },
  targetUpdateInterval: { value: 3 },
  valueBounds: { value: [-0.1, 0.1] },
  quantiles: { value: 4 },
};

const gapThreshold = 0.5;

export const subjects: readonly Subject[] = [
  {
    name: "discreteBehaviorCloning",
    defaults: { ...discreteBehaviorCloningDefaults },
    changes: {
      ...everyNetwork,
      logitPenalty: { value: 0.5 },
    } satisfies Record<keyof Required<DiscreteBehaviorCloningConfig>, unknown>,
    make: (spec, given = {}) => discreteBehaviorCloning(spec, settings(given)),
  },
  {
    name: "dqn",
    defaults: { ...dqnDefaults },
    changes: {
      ...everyQLearner,
      double: { value: true },
      errorLoss: { value: "squared" },
    } satisfies Record<keyof Required<DqnConfig>, unknown>,
    make: (spec, given = {}) => dqn(spec, settings(given)),
  },
  {
    name: "discreteCql",
    defaults: { ...discreteCqlDefaults },
    changes: {
      ...everyQLearner,
      double: { value: false },
      errorLoss: { value: "huber" },
      pushDown: { value: "uniform" },
      pushUp: { value: false },
      temperature: { value: 2 },
      conservativeWeight: { value: 2 },
      gapThreshold: { value: 2, beside: { gapThreshold } },
      multiplierLearningRate: { value: 1e-2, beside: { gapThreshold } },
      multiplierMaximum: { value: 0.5, beside: { gapThreshold } },
    } satisfies Record<keyof Required<DiscreteCqlConfig>, unknown>,
    make: (spec, given = {}) => discreteCql(spec, settings(given)),
  },
];

/** The bits of everything that training changes, after some steps. */
export async function learned(algorithm: Algorithm, log: Dataset, steps: number): Promise<Int32Array[]> {
  for await (const _ of fit(algorithm, log, { steps }));
  return contentsOf(algorithm.variables);
}
