import { DatasetError } from "../dataset-error.ts";
import { type Hdf5Objects, namesIn } from "./objects.ts";

/** What is attached to a group. */
export type AttributeValue = number | string;

/** Attributes are short: the largest that is read is a manifest. */
const ATTRIBUTE_BYTES = 2 ** 16;

/**
 * A number or a text of fixed length that is attached to a group, the root if `path` is empty; undefined where there is
 * none. Throws a DatasetError for everything else: texts of variable length lie elsewhere in the file.
 */
export function readAttribute(objects: Hdf5Objects, path: string, name: string): AttributeValue | undefined {
  const { session, file } = objects;
  const { module } = session.library;
  const place = `the attribute ${name} of ${path || "the root group"}`;
  namesIn(objects, path);
  const names = session.attempt(`${place} cannot be looked up`, () =>
    module.get_attribute_names(file.file_id, `/${path}`),
  );
  if (!names.includes(name)) return undefined;
  return session.attempt(`${place} cannot be read`, () => {
    const { shape, size, total_size, vlen } = module.get_attribute_metadata(file.file_id, `/${path}`, name);
    if (shape === null || total_size !== 1 || size > ATTRIBUTE_BYTES || vlen) throw refusal(place);
    const value = new session.library.h5wasm.Group(file.file_id, `/${path}`).get_attribute(name, true);
    const scalar = Array.isArray(value) ? value[0] : value;
    if (typeof scalar === "number" || typeof scalar === "string") return scalar;
    throw refusal(place);
  });
}

function refusal(place: string): DatasetError {
  return new DatasetError(
    `${place} must be one number or one text of fixed length, at most ${ATTRIBUTE_BYTES} bytes`,
  );
}
