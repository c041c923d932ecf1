/** A dataset, or a request about one, that is refused. The message names the thing, the rule and the value. */
export class DatasetError extends Error {
  override readonly name: string = "DatasetError";
}
