import { refuseUnknown } from "../kernels/options.ts";
import type { RandomStream } from "../kernels/random.ts";
import type { Action } from "./action.ts";
import { attended } from "./attended-policy.ts";
import type { Environment } from "./environment.ts";
import { episode } from "./episode.ts";
import { type LogColumns, type LogRecorder, logRecorder } from "./log-columns.ts";
import { isStochastic, type Policy } from "./policy.ts";

/** A share of a log: whole episodes of `behavior`, until it has at least `transitions` rows and `episodes` episodes. */
export interface BehaviorSource<A extends Action = number> {
  readonly behavior: Policy<A>;
  /** Default 0. */
  readonly transitions?: number;
  /** Default 0. */
  readonly episodes?: number;
}

/**
 * Records a log: runs every source in turn and shuffles the order of the episodes. First states and the shuffle are
 * drawn from `random`. The log has `behaviorLogProbabilities` when every behavior is a `StochasticPolicy`. All columns but
 * `source` are what `createDataset` takes: `const { source, ...columns } = generateColumns(…)`.
 *
 * Throws a RangeError when there are no sources or more than 256, when a source asks for nothing or for a share that is
 * not a non-negative integer, and for an unknown option.
 */
export function generateColumns<A extends Action>(
  environment: Environment<A>,
  sources: readonly BehaviorSource<A>[],
  options: { readonly random: RandomStream },
): LogColumns<A> {
  refuseUnknown("generateColumns", "option", options, ["random"]);
  const { random } = options;
  checkSources(sources);
  const hasLogProbabilities = sources.every(({ behavior }) => isStochastic(behavior));
  const capacity = sources.reduce((rows, { transitions = 0 }) => rows + transitions, 1024);
  const recorder = logRecorder(environment, hasLogProbabilities, capacity);
  sources.forEach((source, index) => {
    record(environment, source, index, random, recorder);
  });
  const episodes = recorder.episodes();
  shuffle(episodes, random);
  return recorder.columns(episodes);
}

function record<A extends Action>(
  environment: Environment<A>,
  { behavior, transitions = 0, episodes = 0 }: BehaviorSource<A>,
  source: number,
  random: RandomStream,
  recorder: LogRecorder<A>,
): void {
  const { policy, logProbability } = attended(behavior);
  const firstRow = recorder.rows();
  for (let k = 0; k < episodes || recorder.rows() - firstRow < transitions; k++) {
    for (const step of episode(environment, policy, random)) recorder.add(step, source, logProbability());
  }
}

/** Fisher–Yates, in place. */
function shuffle(items: unknown[], random: RandomStream): void {
  for (let i = items.length - 1; i > 0; i--) {
    const j = random.integer(i + 1);
    [items[i], items[j]] = [items[j], items[i]];
  }
}

function checkSources(sources: readonly BehaviorSource<Action>[]): void {
  if (sources.length < 1 || sources.length > 256) {
    throw new RangeError(`sources must have from 1 to 256 entries; got ${sources.length}`);
  }
  sources.forEach((source, index) => {
    refuseUnknown(`source ${index}`, "option", source, ["behavior", "transitions", "episodes"]);
    const { transitions = 0, episodes = 0 } = source;
    checkShare(`transitions of source ${index}`, transitions);
    checkShare(`episodes of source ${index}`, episodes);
    if (transitions + episodes === 0) throw new RangeError(`source ${index} asks for no transitions`);
  });
}

function checkShare(name: string, count: number): void {
  if (!Number.isSafeInteger(count) || count < 0) {
    throw new RangeError(`${name} must be a non-negative integer; got ${count}`);
  }
}
