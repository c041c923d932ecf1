import { DatasetError } from "./dataset-error.ts";

/** Lower and upper bound of each component of a continuous action, in the units of the log. */
export interface ActionBounds {
  readonly low: readonly number[];
  readonly high: readonly number[];
}

/** What a log does not say about itself. */
export interface DatasetOptions {
  /** Number of discrete actions. Default: the largest action of the log plus one, which is noted in `notes`. */
  readonly actionCount?: number;
  /** The range of continuous actions. Default: the smallest and largest values of the log, which is noted in `notes`. */
  readonly actionBounds?: ActionBounds;
  /**
   * The rows are one trajectory that was never reset and never terminated. Only for a log without truncation flags.
   * Default: false.
   */
  readonly continuing?: boolean;
}

export const datasetOptionNames: readonly string[] = ["actionCount", "actionBounds", "continuing"];

/** Throws a DatasetError for an option that is not in `known`, and where the options are no object. */
export function checkOptionNames(options: object, known: readonly string[]): void {
  if (typeof options !== "object" || options === null) {
    throw new DatasetError(`options must be an object; got ${options}`);
  }
  refuseUnknownName("option", options, known);
}

/** Throws a DatasetError for a name that is not in `known`. */
export function refuseUnknownName(kind: string, given: object, known: readonly string[]): void {
  const unknown = Object.keys(given).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw new DatasetError(`unknown ${kind} ${JSON.stringify(unknown)}; known ${kind}s: ${known.join(", ")}`);
}
