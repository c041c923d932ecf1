import type { Dataset } from "../dataset.ts";
import { DatasetError } from "../dataset-error.ts";
import { splitEpisodes, transitionRows } from "../episodes.ts";
import type { RawValues } from "../raw-columns.ts";
import { storedColumnNames } from "../stored-columns.ts";
import type { Message } from "./message.ts";
import { columnMessage, messageColumn } from "./table-message.ts";

/** A dataset but for its columns and what follows from them. */
type DatasetHead = Pick<Dataset, "spec" | "rows" | "warnings" | "notes"> & { readonly inOrder: boolean };

/** A dataset as messages: what is said of it, then one for each column. */
export function* datasetMessages(dataset: Dataset): Generator<Message> {
  const { spec, rows, warnings, notes, episodes } = dataset;
  const head: DatasetHead = { spec, rows, warnings, notes, inOrder: episodes.length > 0 };
  yield { head: JSON.stringify(head), body: new Uint8Array() };
  for (const name of storedColumnNames) {
    const values = dataset[name];
    if (values) yield columnMessage(name, { values, width: 1, integer: false });
  }
}

/** The dataset that was sent so. Throws a DatasetError where a message is missing. */
export async function datasetOf(messages: AsyncIterable<Message>): Promise<Dataset> {
  let head: DatasetHead | undefined;
  const columns = new Map<string, RawValues>();
  for await (const message of messages) {
    if (head === undefined) head = JSON.parse(message.head);
    else {
      const [name, column] = messageColumn(message);
      if ("values" in column) columns.set(name, column.values);
    }
  }
  if (head === undefined) throw new DatasetError("the reader of the file gave no answer");
  return assemble(head, columns);
}

function assemble(head: DatasetHead, columns: ReadonlyMap<string, RawValues>): Dataset {
  const { inOrder, ...others } = head;
  const flags = {
    terminated: expect(columns, "terminated", Uint8Array),
    truncated: expect(columns, "truncated", Uint8Array),
  };
  const optional = (name: "nextObservations" | "behaviorLogProbabilities") =>
    columns.has(name) && { [name]: expect(columns, name, Float32Array) };
  return {
    ...others,
    observations: expect(columns, "observations", Float32Array),
    actions:
      head.spec.actions.kind === "discrete"
        ? expect(columns, "actions", Int32Array)
        : expect(columns, "actions", Float32Array),
    rewards: expect(columns, "rewards", Float32Array),
    ...flags,
    ...optional("nextObservations"),
    ...optional("behaviorLogProbabilities"),
    episodes: inOrder ? splitEpisodes(flags) : [],
    transitions: transitionRows(flags, columns.has("nextObservations")),
  };
}

function expect<Column>(
  columns: ReadonlyMap<string, RawValues>,
  name: string,
  type: new (...of: never[]) => Column,
): Column {
  const values = columns.get(name);
  if (values instanceof type) return values;
  throw new DatasetError(`the reader of the file gave no ${name}`);
}
