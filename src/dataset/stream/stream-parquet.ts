import { randomStream } from "../../kernels/random.ts";
import { DatasetError } from "../dataset-error.ts";
import { decodedLimit } from "../decoded-limit.ts";
import type { IsolationOptions } from "../isolation/isolated.ts";
import { type ActionBounds, checkOptionNames, type DatasetOptions } from "../options.ts";
import { scaledRewards } from "../reward-scaling.ts";
import { shuffledIndices } from "../shuffled-indices.ts";
import type { FileSource } from "../source.ts";
import type { DatasetSpec } from "../spec.ts";
import type { ColumnMapping } from "../table.ts";
import { bufferedStream, type TransitionStream } from "./buffered-stream.ts";
import type { GroupLog } from "./group-log.ts";
import { groupTransitions, type TransitionBlock } from "./group-transitions.ts";
import { shardGroups } from "./shard.ts";
import { streamSpec } from "./stream-spec.ts";
import { transitionSize } from "./transitions.ts";

export interface StreamOptions extends IsolationOptions {
  /** Which columns hold what. Default: told by well-known names, as those of `writeParquet`. */
  readonly columns?: ColumnMapping;
  /** Transitions among which the next one is chosen. The more, the more random their order. */
  readonly bufferTransitions: number;
  /** Of the order of shards. */
  readonly seed: number;
  /** How often every transition is drawn. Default: endlessly. */
  readonly passes?: number;
  /** Rewards are scaled as it says. Default: taken from the whole log, which is read once before. */
  readonly spec?: DatasetSpec;
  readonly actionCount?: number;
  readonly actionBounds?: ActionBounds;
  /** Limit on one decoded row group in bytes. Default: 2³⁰, 1 GiB. */
  readonly maximumBytes?: number;
}

const optionNames = [
  "columns",
  "bufferTransitions",
  "seed",
  "passes",
  "spec",
  "actionCount",
  "actionBounds",
  "maximumBytes",
  "isolate",
  "secondsLimit",
];

/**
 * A log larger than memory, in one or more Parquet files (shards) that are read again for every pass, in a new random
 * order. Each draw takes a random one of `bufferTransitions` transitions and puts the next of the log in its place, so that
 * every transition is drawn once a pass. In memory are the buffer, a row group here and one in the process that reads. An
 * episode may go on from one row group to the next, but not into another shard, and its rows must stand in order. Throws a
 * DatasetError for what is wrong with a shard, at once or, where `spec` is given, in `prepare`.
 */
export async function streamParquet(
  sources: readonly FileSource[],
  options: StreamOptions,
): Promise<TransitionStream> {
  checkOptions(sources, options);
  const { columns, seed, passes = Number.POSITIVE_INFINITY, bufferTransitions } = options;
  const order = randomStream(seed, "shards");
  const request = { columns, maximumBytes: decodedLimit(options.maximumBytes) };
  const groups = (shard: number, actions: DatasetOptions): AsyncGenerator<GroupLog> =>
    shardGroups(sources[shard]!, `shard ${shard}`, { request, isolation: options, actions });
  const spec =
    options.spec ??
    (await streamSpec(logGroups(sources.length, (shard) => groups(shard, declared(options)))));
  const actions = spec.actions.kind === "discrete" ? { actionCount: spec.actions.count } : {};
  const pass = (): AsyncGenerator<TransitionBlock> =>
    passTransitions(spec, shuffledIndices(sources.length, order), (shard) => groups(shard, actions));
  return bufferedStream(spec, bufferTransitions, allPasses(passes, pass));
}

function checkOptions(sources: readonly FileSource[], options: StreamOptions): void {
  checkOptionNames(options, optionNames);
  const { bufferTransitions, passes, spec } = options;
  if (sources.length === 0) throw new DatasetError("a stream must have at least one shard; got 0");
  checkCount("bufferTransitions", bufferTransitions);
  if (passes !== undefined) checkCount("passes", passes);
  const [useless] = Object.keys(declared(options));
  if (spec && useless) throw new DatasetError(`${useless} has no effect beside spec, which says it`);
}

function checkCount(name: string, count: number): void {
  if (Number.isInteger(count) && count >= 1) return;
  throw new DatasetError(`${name} must be a positive integer; got ${count}`);
}

function declared({ actionCount, actionBounds }: StreamOptions): DatasetOptions {
  return { ...(actionCount !== undefined && { actionCount }), ...(actionBounds && { actionBounds }) };
}

type ShardGroups = (shard: number) => AsyncIterable<GroupLog>;

async function* logGroups(shards: number, groups: ShardGroups): AsyncGenerator<GroupLog> {
  for (let shard = 0; shard < shards; shard++) yield* groups(shard);
}

/** Throws a DatasetError for a pass without transitions, which would be repeated for ever. */
async function* allPasses(
  passes: number,
  pass: () => AsyncIterable<TransitionBlock>,
): AsyncGenerator<TransitionBlock> {
  for (let done = 0; done < passes; done++) {
    let rows = 0;
    for await (const block of pass()) {
      rows += block.rows.length;
      yield block;
    }
    if (rows === 0) throw new DatasetError("a stream must have at least one transition; got 0");
  }
}

async function* passTransitions(
  spec: DatasetSpec,
  order: readonly number[],
  groups: ShardGroups,
): AsyncGenerator<TransitionBlock> {
  for (const shard of order)
    yield* groupTransitions(fitting(groups(shard), spec, shard), transitionSize(spec));
}

/** Row groups in the units of the spec. Throws a DatasetError for one that is of another kind of log. */
async function* fitting(
  groups: AsyncIterable<GroupLog>,
  spec: DatasetSpec,
  shard: number,
): AsyncGenerator<GroupLog> {
  const size = ({ kind, ...space }: DatasetSpec["actions"]): string =>
    `${kind}${"size" in space ? ` (${space.size})` : ""}`;
  const { rewardScaling } = spec;
  for await (const group of groups) {
    const [found, expected] = [
      `${group.observationSize} components of observations and ${size(group.actionSpace)} actions`,
      `${spec.observationSize} components of observations and ${size(spec.actions)} actions`,
    ];
    if (found !== expected)
      throw new DatasetError(`shard ${shard} must have ${expected}, as spec says; got ${found}`);
    yield rewardScaling ? { ...group, rewards: scaledRewards(group.rewards, rewardScaling) } : group;
  }
}
