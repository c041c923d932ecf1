import { shown, typeName } from "../kernels/shape.ts";

export type GridCell = "wall" | "free" | "start" | "goal" | "pit";

/** A map of cells, row-major from the top left. */
export interface GridMap {
  readonly rows: number;
  readonly columns: number;
  /** [rows × columns] */
  readonly cells: readonly GridCell[];
}

const symbols: ReadonlyMap<string, GridCell> = new Map([
  ["#", "wall"],
  [".", "free"],
  [" ", "free"],
  ["S", "start"],
  ["G", "goal"],
  ["X", "pit"],
]);

/**
 * Reads a map from text, a line a row: `#` wall, `.` or space free, `S` start, `G` goal, `X` pit. Empty lines before and
 * after it do not count. Throws a TypeError for what is no text, and a RangeError for another character, for lines of
 * different lengths and for a map in which no episode can start.
 */
export function parseGridMap(text: string): GridMap {
  if (typeof text !== "string") throw new TypeError(`a map must be a text; got ${typeName(text)}`);
  const lines = text.replace(/^(\r?\n)+|(\r?\n)+$/g, "").split(/\r?\n/);
  const columns = lines[0]!.length;
  const cells = lines.flatMap((line, row) => parseLine(line, row, columns));
  if (!cells.some(isOpen)) throw new RangeError("a map must have a start or a free cell; got none");
  return { rows: lines.length, columns, cells };
}

function isOpen(cell: GridCell): boolean {
  return cell === "start" || cell === "free";
}

function parseLine(line: string, row: number, columns: number): GridCell[] {
  if (line.length !== columns) {
    throw new RangeError(`line ${row} of the map must have ${columns} cells as line 0; got ${line.length}`);
  }
  return Array.from(line, (symbol, column) => {
    const cell = symbols.get(symbol);
    if (cell !== undefined) return cell;
    const known = [...symbols.keys()].map(shown).join(", ");
    throw new RangeError(
      `the map's cell in line ${row}, column ${column} must be one of ${known}; got ${shown(symbol)}`,
    );
  });
}
