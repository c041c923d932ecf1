import { refuseUnknown } from "./options.ts";
import { shown } from "./shape.ts";

/** Limits of a target, when the possible returns are known; none by default. */
export interface Bounds {
  readonly lowerBound?: number;
  readonly upperBound?: number;
}

const names = ["lowerBound", "upperBound"];

/**
 * The bounds of a backup, infinite where none are given. Throws unless they are numbers in order, and where anything but
 * an array or a tensor has another name: a whole batch may be given as a backup, a misspelt bound may not.
 */
export function boundsOf(backup: Bounds): [lowerBound: number, upperBound: number] {
  for (const [name, value] of Object.entries(backup)) {
    if (typeof value !== "object") refuseUnknown("the backup", "bound", { [name]: value }, names);
  }
  const { lowerBound = -Infinity, upperBound = Infinity } = backup;
  const areNumbers = typeof lowerBound === "number" && typeof upperBound === "number";
  if (!(areNumbers && lowerBound <= upperBound)) {
    throw new RangeError(
      `lowerBound must not exceed upperBound; got ${shown(lowerBound)} > ${shown(upperBound)}`,
    );
  }
  return [lowerBound, upperBound];
}
