import type { SchemaElement } from "hyparquet";
import { DatasetError } from "../dataset-error.ts";
import { damaged, declared } from "./damage.ts";

/** A column as it is stored: numbers, truths or bytes, once or several times a row. */
export interface Leaf {
  /** Its path joined by dots, without what only wraps the entries of a list. */
  readonly name: string;
  readonly path: readonly string[];
  readonly element: SchemaElement;
  /** How many of its ancestors, and itself, may be absent or repeat. */
  readonly maximumDefinition: number;
  /** How many of them repeat: 0 for one value a row, 1 for a list. */
  readonly maximumRepetition: number;
}

const MAXIMUM_ELEMENTS = 10_000;

/** A flat schema has its root beside its columns. */
export const MAXIMUM_COLUMNS: number = MAXIMUM_ELEMENTS - 1;

const MAXIMUM_DEPTH = 32;

interface Ancestors {
  readonly path: readonly string[];
  readonly name: readonly string[];
  readonly definition: number;
  readonly repetition: number;
}

const noAncestors: Ancestors = { path: [], name: [], definition: 0, repetition: 0 };

/** The leaves of a schema in the order of their chunks. Throws a DatasetError for what is no tree, and for a large one. */
export function schemaLeaves(schema: readonly SchemaElement[]): Leaf[] {
  if (schema.length > MAXIMUM_ELEMENTS) {
    throw new DatasetError(
      `the schema of a Parquet file must have at most ${MAXIMUM_ELEMENTS} elements; got ${schema.length}`,
    );
  }
  const leaves: Leaf[] = [];
  let next = 1;
  const visit = (count: number, ancestors: Ancestors): void => {
    if (ancestors.path.length > MAXIMUM_DEPTH) throw damaged(`a schema is deeper than ${MAXIMUM_DEPTH}`);
    for (let i = 0; i < count; i++) {
      const element = schema[next++];
      if (element === undefined) throw damaged("the schema has fewer elements than it declares");
      const children = childCount(element);
      const lineage = descend(ancestors, element, children);
      if (children === 0) leaves.push(leafOf(element, lineage));
      else visit(children, lineage);
    }
  };
  visit(childCount(schema[0]), noAncestors);
  if (next !== schema.length) throw damaged(`the schema declares ${next} elements and has ${schema.length}`);
  return leaves;
}

function childCount(element: SchemaElement | undefined): number {
  return declared("the number of children in a schema", element?.num_children ?? 0);
}

function descend(
  { path, name, definition, repetition }: Ancestors,
  element: SchemaElement,
  children: number,
): Ancestors {
  const repeats = element.repetition_type === "REPEATED";
  return {
    path: [...path, element.name],
    name: wraps(path, element, children) ? name : [...name, element.name],
    definition: definition + (element.repetition_type === "REQUIRED" ? 0 : 1),
    repetition: repetition + (repeats ? 1 : 0),
  };
}

/** A list is `group name { repeated group list { element } }`: of these, only the first names a column. */
function wraps(path: readonly string[], { repetition_type, name }: SchemaElement, children: number): boolean {
  if (path.length === 0) return false;
  if (repetition_type === "REPEATED") return children <= 1;
  return (
    ["list", "array", "bag"].includes(path.at(-1) ?? "") &&
    ["element", "item", "array_element"].includes(name)
  );
}

function leafOf(element: SchemaElement, { path, name, definition, repetition }: Ancestors): Leaf {
  return {
    name: name.join("."),
    path,
    element,
    maximumDefinition: definition,
    maximumRepetition: repetition,
  };
}
