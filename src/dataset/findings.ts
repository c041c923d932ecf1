/** What a dataset may suffer from and still be loaded. */
export type DatasetWarningCode =
  | "missing-terminated"
  | "missing-truncated"
  | "terminated-and-truncated"
  | "open-last-episode"
  | "actions-out-of-bounds"
  | "constant-action"
  | "standing-still"
  | "shuffled-rows"
  | "successor-mismatch"
  | "uncounted-episodes"
  | "empty-episode"
  | "mixed-action-types"
  | "unmarked-episode-end"
  | "wrong-step-count";

/** What was concluded from the data, or follows from how it is stored. */
export type DatasetNoteCode =
  | "action-count-inferred"
  | "action-bounds-inferred"
  | "action-labels"
  | "ignored-columns"
  | "constant-observation"
  | "rows-without-successor";

/** A suspicion about the data that deserves a look. `message` names the column, the count and the first row. */
export interface DatasetWarning {
  readonly code: DatasetWarningCode;
  readonly message: string;
}

/** An assumption that holds for most ordinary logs. It is kept with the dataset and not printed. */
export interface DatasetNote {
  readonly code: DatasetNoteCode;
  readonly message: string;
}

/** Collects what is worth telling while a dataset is built. */
export class Findings {
  readonly warnings: DatasetWarning[] = [];
  readonly notes: DatasetNote[] = [];

  warn(code: DatasetWarningCode, message: string): void {
    this.warnings.push({ code, message });
  }

  note(code: DatasetNoteCode, message: string): void {
    this.notes.push({ code, message });
  }
}

/** What is told anew of every dataset. */
const computedNotes: ReadonlySet<DatasetNoteCode> = new Set([
  "constant-observation",
  "rows-without-successor",
]);

/** What remains true of a dataset that is made from others. */
export function carriedFindings(
  ...origins: readonly {
    readonly warnings: readonly DatasetWarning[];
    readonly notes: readonly DatasetNote[];
  }[]
): Findings {
  const findings = new Findings();
  for (const { warnings, notes } of origins) {
    findings.warnings.push(...warnings);
    findings.notes.push(...notes.filter(({ code }) => !computedNotes.has(code)));
  }
  return findings;
}
