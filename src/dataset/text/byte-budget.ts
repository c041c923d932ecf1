import { DatasetError } from "../dataset-error.ts";

/** Counts what growing columns take. */
export type ByteBudget = (bytes: number) => void;

/** Throws a DatasetError when all claims together exceed `maximumBytes`. */
export function byteBudget(maximumBytes: number): ByteBudget {
  let claimed = 0;
  return (bytes) => {
    claimed += bytes;
    if (claimed > maximumBytes) {
      throw new DatasetError(
        `the columns take more than maximumBytes = ${maximumBytes}; if the file is to be trusted, pass a higher limit`,
      );
    }
  };
}
