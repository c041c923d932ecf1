import { createDataset } from "../../dataset/create-dataset.ts";
import type { Dataset } from "../../dataset/dataset.ts";
import type { Action, ActionSpace } from "../../env/action.ts";
import type { Environment } from "../../env/environment.ts";
import { generateColumns } from "../../env/generate.ts";
import type { LogColumns } from "../../env/log-columns.ts";
import type { Policy } from "../../env/policy.ts";
import { type RandomStream, randomStream } from "../../kernels/random.ts";

/** What is asked of a recipe. */
export interface Order {
  /** Rows, at least: episodes are completed. */
  readonly steps: number;
  readonly seed: number;
  /** Takes a line that says how far it is. */
  readonly report: (line: string) => void;
}

/** A log that can be made, by its name. The same seed makes the same bits. */
export interface Recipe {
  readonly name: string;
  /** Whose decisions they are. */
  readonly summary: string;
  /** Whether the number of rows is what was asked for, or follows from the recipe. */
  readonly isSized: boolean;
  record(order: Order): Promise<Dataset>;
}

/** Makes a behavior whose chance comes from `random`. */
export type BehaviorMaker<A extends Action> = (
  environment: Environment<A>,
  random: RandomStream,
  order: Order,
) => Policy<A> | Promise<Policy<A>>;

/** Equal shares of several behaviors, in shuffled episodes. */
export function mixture<A extends Action>(
  name: string,
  summary: string,
  environment: () => Environment<A>,
  makers: readonly BehaviorMaker<A>[],
): Recipe {
  return {
    name,
    summary,
    isSized: true,
    async record(order) {
      const world = environment();
      const stream = (purpose: string) => randomStream(order.seed, `${name}: ${purpose}`);
      const transitions = Math.ceil(order.steps / makers.length);
      const sources: { behavior: Policy<A>; transitions: number }[] = [];
      for (const [k, make] of makers.entries()) {
        const behavior = await make(world, stream(`behavior ${k}`), order);
        sources.push({ behavior, transitions });
      }
      order.report(`${name}: recording ${order.steps} steps`);
      return logOf(generateColumns(world, sources, { random: stream("log") }), world.actions);
    },
  };
}

/** The columns as a dataset that knows all actions there are. */
export function logOf<A extends Action>(
  { source, ...columns }: LogColumns<A>,
  actions: ActionSpace<Action>,
): Dataset {
  return createDataset(
    columns,
    actions.kind === "discrete" ? { actionCount: actions.count } : { actionBounds: actions },
  );
}
