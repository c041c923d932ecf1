import type { RandomStream } from "../kernels/random.ts";
import type { Environment } from "./environment.ts";
import { episode, type Transition } from "./episode.ts";
import type { Policy } from "./policy.ts";

/** A share of a log: whole episodes of `behavior`, until it has at least `transitions` rows and `episodes` episodes. */
export interface BehaviorSource {
  readonly behavior: Policy;
  /** Default 0. */
  readonly transitions?: number;
  /** Default 0. */
  readonly episodes?: number;
}

/** The log of T transitions as columns, row-major, n = observationSize. Episodes are whole, one after another. */
export interface LogColumns {
  /** [T × n] */
  readonly observations: Float32Array;
  readonly actions: Int32Array;
  readonly rewards: Float32Array;
  /** 1 where the task ended. */
  readonly terminated: Uint8Array;
  /** 1 where the clock ran out. */
  readonly truncated: Uint8Array;
  /** [T × n], the true successors, also in the last row of an episode. */
  readonly nextObservations: Float32Array;
  /** Index in `sources` of the behavior that chose the action. */
  readonly source: Uint8Array;
}

interface LoggedTransition extends Transition {
  readonly source: number;
}

/**
 * Records a log: runs every source in turn and shuffles the order of the episodes. First states and the shuffle are
 * drawn from `random`. Throws a RangeError when there are no sources or more than 256, or when a source asks for
 * nothing or for a share that is not a non-negative integer.
 */
export function generateColumns(
  environment: Environment,
  sources: readonly BehaviorSource[],
  { random }: { readonly random: RandomStream },
): LogColumns {
  checkSources(sources);
  const episodes = sources.flatMap((source, index) => record(environment, source, index, random));
  shuffle(episodes, random);
  return toColumns(episodes.flat(), environment.observationSize);
}

function record(
  environment: Environment,
  { behavior, transitions = 0, episodes = 0 }: BehaviorSource,
  source: number,
  random: RandomStream,
): LoggedTransition[][] {
  const recorded: LoggedTransition[][] = [];
  let rows = 0;
  while (rows < transitions || recorded.length < episodes) {
    const steps = Array.from(episode(environment, behavior, random), (step) => ({ ...step, source }));
    recorded.push(steps);
    rows += steps.length;
  }
  return recorded;
}

/** Fisher–Yates, in place. */
function shuffle(items: unknown[], random: RandomStream): void {
  for (let i = items.length - 1; i > 0; i--) {
    const j = random.integer(i + 1);
    [items[i], items[j]] = [items[j], items[i]];
  }
}

function toColumns(rows: readonly LoggedTransition[], observationSize: number): LogColumns {
  return {
    observations: concatenate(rows, (row) => row.observation, observationSize),
    actions: Int32Array.from(rows, (row) => row.action),
    rewards: Float32Array.from(rows, (row) => row.reward),
    terminated: Uint8Array.from(rows, (row) => Number(row.terminated)),
    truncated: Uint8Array.from(rows, (row) => Number(row.truncated)),
    nextObservations: concatenate(rows, (row) => row.nextObservation, observationSize),
    source: Uint8Array.from(rows, (row) => row.source),
  };
}

function concatenate(
  rows: readonly LoggedTransition[],
  vector: (row: LoggedTransition) => Float32Array,
  size: number,
): Float32Array {
  const out = new Float32Array(rows.length * size);
  rows.forEach((row, i) => {
    out.set(vector(row), i * size);
  });
  return out;
}

function checkSources(sources: readonly BehaviorSource[]): void {
  if (sources.length < 1 || sources.length > 256) {
    throw new RangeError(`sources must have from 1 to 256 entries; got ${sources.length}`);
  }
  sources.forEach(({ transitions = 0, episodes = 0 }, index) => {
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
