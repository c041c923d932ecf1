import { completeDataset, type Dataset } from "./dataset.ts";
import { DatasetError } from "./dataset-error.ts";
import { carriedFindings } from "./findings.ts";
import { mergeSpaces } from "./merge-specs.ts";
import { buildColumns } from "./stored-columns.ts";

/**
 * One dataset of the rows of several, one after another, copied. Of discrete actions it has the largest number, of
 * continuous ones the outermost bounds; statistics are those of all rows. It has episodes where all of them have.
 *
 * Throws a DatasetError that names the dataset whose observations, actions or scaling of rewards do not fit those of the
 * first, and where some but not all store nextObservations or behaviorLogProbabilities: `mixDatasets` takes those.
 */
export function concatenateDatasets(datasets: readonly Dataset[]): Dataset {
  const spec = mergeSpaces(
    "datasets",
    datasets.map((dataset) => dataset.spec),
  );
  for (const name of ["nextObservations", "behaviorLogProbabilities"] as const) checkPresence(datasets, name);
  const layout = {
    rows: datasets.reduce((sum, { rows }) => sum + rows, 0),
    spec,
    has: (name: keyof Dataset): boolean => datasets[0]?.[name] !== undefined,
  };
  const columns = buildColumns(layout, (name, out) => {
    let to = 0;
    for (const dataset of datasets) {
      out.set(dataset[name]!, to);
      to += dataset[name]!.length;
    }
  });
  const inOrder = datasets.every(({ episodes }) => episodes.length > 0);
  return completeDataset(columns, spec, inOrder, carriedFindings(...datasets));
}

function checkPresence(
  datasets: readonly Dataset[],
  name: "nextObservations" | "behaviorLogProbabilities",
): void {
  const stored = datasets[0]?.[name] !== undefined;
  const odd = datasets.findIndex((dataset) => (dataset[name] !== undefined) !== stored);
  if (odd < 0) return;
  const [rule, got] = stored ? ["have", "a dataset without"] : ["have no", "a dataset with them"];
  throw new DatasetError(`datasets[${odd}] must ${rule} ${name}, as datasets[0]; got ${got}`);
}
