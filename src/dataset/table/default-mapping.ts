import { DatasetError } from "../dataset-error.ts";
import type { Findings } from "../findings.ts";
import type { ColumnMapping } from "../table.ts";
import { checkMapping, listedNames, mappedColumns, mappingExample } from "./mapping.ts";

type Vector = "observation" | "action" | "nextObservation";
type Scalar = "reward" | "episode" | "step" | "terminated" | "truncated" | "behaviorLogProbability";

/** What our writers, `createDataset` and D4RL call vectors: one column, or components name_0, name_1, … */
const vectorNames: readonly (readonly [Vector, readonly string[]])[] = [
  ["observation", ["observation", "observations"]],
  ["action", ["action", "actions"]],
  ["nextObservation", ["next_observation", "nextObservations", "next_observations"]],
];

const scalarNames: readonly (readonly [Scalar, readonly string[]])[] = [
  ["reward", ["reward", "rewards"]],
  ["episode", ["episode"]],
  ["step", ["step"]],
  ["terminated", ["terminated", "terminals"]],
  ["truncated", ["truncated", "timeouts"]],
  [
    "behaviorLogProbability",
    ["behavior_log_probability", "behaviorLogProbabilities", "infos/action_log_probs"],
  ],
];

/**
 * The given mapping, checked against the names of the columns, or without one the mapping that well-known names imply.
 * What the latter leaves out is noted. Throws a DatasetError for a mapping that does not fit, and for names that say
 * nothing.
 */
export function resolveMapping(
  names: readonly string[],
  given: ColumnMapping | undefined,
  findings: Findings,
): ColumnMapping {
  const mapping = given ?? impliedMapping(names);
  checkMapping(mapping, names);
  if (given === undefined) noteIgnored(names, mapping, findings);
  return mapping;
}

function impliedMapping(names: readonly string[]): ColumnMapping {
  const known = new Set(names);
  const { observation, action, ...vectors } = vectorFields(known);
  const { reward, ...scalars } = scalarFields(known);
  if (observation === undefined || action === undefined || reward === undefined) {
    throw new DatasetError(
      `no columns are called observation, action and reward; they are ${listedNames(names)}: ` +
        `say which hold what, as in { columns: ${mappingExample} }`,
    );
  }
  return { observation, action, reward, ...vectors, ...scalars };
}

function vectorFields(known: ReadonlySet<string>): Partial<Record<Vector, string | readonly string[]>> {
  const fields: Partial<Record<Vector, string | readonly string[]>> = {};
  for (const [field, names] of vectorNames) {
    const first = onlyKnown(
      field,
      names.flatMap((name) => [name, `${name}_0`]),
      known,
    );
    if (first !== undefined) fields[field] = first.endsWith("_0") ? components(first, known) : first;
  }
  return fields;
}

function scalarFields(known: ReadonlySet<string>): Partial<Record<Scalar, string>> {
  const fields: Partial<Record<Scalar, string>> = {};
  for (const [field, names] of scalarNames) {
    const name = onlyKnown(field, names, known);
    if (name !== undefined) fields[field] = name;
  }
  return fields;
}

function onlyKnown(
  field: Vector | Scalar,
  candidates: readonly string[],
  known: ReadonlySet<string>,
): string | undefined {
  const [name, ...others] = candidates.filter((candidate) => known.has(candidate));
  if (others.length === 0) return name;
  throw new DatasetError(
    `${field} may be ${[name, ...others].join(" or ")}: say which, as in { columns: ${mappingExample} }`,
  );
}

/** name_0, name_1, … as far as they go without a gap. */
function components(first: string, known: ReadonlySet<string>): readonly string[] {
  const start = first.slice(0, -1);
  const names: string[] = [];
  while (known.has(`${start}${names.length}`)) names.push(`${start}${names.length}`);
  return names;
}

function noteIgnored(names: readonly string[], mapping: ColumnMapping, findings: Findings): void {
  const used = mappedColumns(mapping);
  const ignored = names.filter((name) => !used.has(name));
  if (ignored.length === 0) return;
  findings.note(
    "ignored-columns",
    `${ignored.length} of ${names.length} columns are not used: ${listedNames(ignored)}; pass { columns } to use them`,
  );
}
