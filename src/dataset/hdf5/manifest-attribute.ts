import { DatasetError } from "../dataset-error.ts";
import type { Hdf5File } from "./file.ts";

/** The attribute of the root in which our own files carry the checksums of their columns. */
export const manifestAttribute = "offline_rl_manifest";

/** The manifest that the file carries. Throws a DatasetError where it is no text. */
export function storedManifest(file: Hdf5File): { readonly manifest?: string } {
  const manifest = file.attribute("", manifestAttribute);
  if (manifest === undefined) return {};
  if (typeof manifest === "string") return { manifest };
  throw new DatasetError(`the attribute ${manifestAttribute} must be a text; got ${manifest}`);
}
