import type { Findings } from "../findings.ts";
import type { RawColumn } from "../raw-columns.ts";

/** Texts as indices of their sorted labels. */
export interface LabelledActions {
  readonly column: RawColumn;
  readonly labels: readonly string[];
}

/** Sorts by UTF-16 code units, as everywhere the same. What the indices mean is noted. */
export function labelActions(texts: readonly string[], name: string, findings: Findings): LabelledActions {
  const labels = [...new Set(texts)].sort();
  const indices = new Map(labels.map((label, index) => [label, index]));
  const listed = labels.slice(0, 10).map((label, index) => `${index} = ${JSON.stringify(label)}`);
  findings.note(
    "action-labels",
    `column ${JSON.stringify(name)} has ${labels.length} labels, sorted: ${listed.join(", ")}` +
      `${labels.length > listed.length ? ", …" : ""}; spec.actions.labels has them all`,
  );
  const values = Int32Array.from(texts, (text) => indices.get(text) ?? -1);
  return { column: { values, width: 1, integer: true }, labels };
}
