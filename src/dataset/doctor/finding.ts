import type { DatasetWarningCode } from "../findings.ts";
import type { ColumnName } from "../raw-columns.ts";

/** An error makes learning from the log pointless, a warning deserves a look, a note is good to know. */
export type Severity = "error" | "warning" | "note";

export type FindingCode =
  | DatasetWarningCode
  | "refused"
  | "unmarked-ends"
  | "time-limit-terminals"
  | "ordinary-terminals"
  | "no-terminals"
  | "frequent-terminals"
  | "single-steps"
  | "misaligned-rewards"
  | "terminal-reward-offset"
  | "reward-mismatch"
  | "lost-rows"
  | "no-transitions"
  | "inferred-actions"
  | "saturated-actions"
  | "stretched-bounds"
  | "uneven-action-ranges"
  | "dependent-actions"
  | "unused-actions"
  | "dominant-action"
  | "constant-observations"
  | "uneven-observations"
  | "dependent-observations"
  | "outliers"
  | "placeholders"
  | "lost-precision"
  | "repeated-observations"
  | "duplicate-rows"
  | "duplicate-episodes"
  | "reward-scale"
  | "reward-outliers"
  | "constant-rewards"
  | "return-groups"
  | "few-alternatives"
  | "action-coverage"
  | "missing-probabilities"
  | "small-probabilities"
  | "implausible-probabilities";

export type Evidence = number | string | readonly number[];

/** One thing that is worth knowing about a log before learning from it. All of it can be written as JSON. */
export interface Finding {
  readonly code: FindingCode;
  readonly severity: Severity;
  /** The column that it is about, where it is about one. */
  readonly column?: ColumnName;
  /** The first rows that show it, at most ten. */
  readonly rows?: readonly number[];
  /** The components of the column that show it. */
  readonly components?: readonly number[];
  /** What was found. */
  readonly message: string;
  /** The numbers behind the message, all finite. */
  readonly evidence: Readonly<Record<string, Evidence>>;
  /** What it means for learning. */
  readonly consequence: string;
  /** What to do about it. */
  readonly remedy: string;
}

/** The most rows that a finding lists. */
export const LISTED_ROWS = 10;
