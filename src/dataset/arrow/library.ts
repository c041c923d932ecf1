import { DatasetError } from "../dataset-error.ts";

export type ArrowLibrary = typeof import("apache-arrow");

/** Loads apache-arrow, which nothing else imports. Throws a DatasetError that says how to install it. */
export async function loadArrowLibrary(): Promise<ArrowLibrary> {
  try {
    return await import("apache-arrow");
  } catch (cause) {
    throw new DatasetError(
      `Arrow files need the package apache-arrow, which cannot be loaded (${cause}); install it with: npm install apache-arrow`,
      { cause },
    );
  }
}
