import type { DatasetWarning } from "./findings.ts";

/** Where nobody listens to the warnings of a dataset. */
export function printWarning({ message }: DatasetWarning): void {
  // biome-ignore lint/suspicious/noConsole: what is wrong with the data must be seen where nobody listens
  console.warn(`offline-rl: ${message}`);
}
