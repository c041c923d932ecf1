import type { Entity, File as LibraryFile } from "h5wasm";
import { DatasetError } from "../dataset-error.ts";
import type { Hdf5Dataset } from "./column.ts";
import type { Hdf5Session } from "./library.ts";

/** The objects of a file by their paths, and the names in the groups that were looked at. */
export interface Hdf5Objects {
  readonly session: Hdf5Session;
  readonly file: LibraryFile;
  readonly groups: Map<string, ReadonlySet<string>>;
}

/** Deeper than any layout goes; the paths of a hostile file may go round in circles. */
const MAXIMUM_DEPTH = 64;

/** What a group holds, of whatever kind; the empty path is the root. Throws a DatasetError for what is no group. */
export function namesIn(objects: Hdf5Objects, path: string): ReadonlySet<string> {
  const known = objects.groups.get(path);
  if (known) return known;
  if (path !== "" && !isGroup(objects, path)) {
    throw new DatasetError(`${path} must be a group; got ${kindOf(objects, openObject(objects, path))}`);
  }
  const { session, file, groups } = objects;
  const names = session.attempt(`${path || "the root group"} cannot be read`, () =>
    session.library.module.get_names(file.file_id, `/${path}`, false),
  );
  groups.set(path, new Set(names));
  return new Set(names);
}

/** Whether there is something at the path. Throws a DatasetError where it leads through something else than a group. */
export function exists(objects: Hdf5Objects, path: string): boolean {
  const { group, name } = splitPath(path);
  return (group === "" || exists(objects, group)) && namesIn(objects, group).has(name);
}

/** Throws a DatasetError where nothing or a link is at the path. */
export function isGroup(objects: Hdf5Objects, path: string): boolean {
  return kindOf(objects, openObject(objects, path)) === "a group";
}

/** The dataset at the path and its declaration. Throws a DatasetError for everything else. */
export function openDataset(objects: Hdf5Objects, path: string): Hdf5Dataset {
  const { session } = objects;
  const entity = openObject(objects, path);
  if (!(entity instanceof session.library.h5wasm.Dataset)) {
    throw new DatasetError(`${path} must be a data set; got ${kindOf(objects, entity)}`);
  }
  const metadata = session.attempt(`the declaration of ${path} cannot be read`, () => entity.metadata);
  return { name: path, entity, metadata };
}

function kindOf({ session: { library } }: Hdf5Objects, entity: Entity | null): string {
  if (entity instanceof library.h5wasm.Group) return "a group";
  return entity instanceof library.h5wasm.Dataset ? "a data set" : "something else";
}

/** Throws a DatasetError unless every step of the path is in its group, and no link. */
function openObject(objects: Hdf5Objects, path: string): Entity | null {
  const { session, file } = objects;
  const { group, name } = splitPath(path);
  if (!namesIn(objects, group).has(name)) throw new DatasetError(`${path} is missing`);
  session.attempt(`${path} cannot be looked up`, () => refuseLink(objects, path));
  return session.attempt(`${path} cannot be opened`, () => file.get(`/${path}`));
}

function splitPath(path: string): { readonly group: string; readonly name: string } {
  const steps = path.split("/");
  if (steps.length > MAXIMUM_DEPTH) {
    throw new DatasetError(`groups must not be nested deeper than ${MAXIMUM_DEPTH}; got ${path}`);
  }
  return { group: steps.slice(0, -1).join("/"), name: steps.at(-1) ?? "" };
}

/** h5wasm resolves links where it can, and answers null, or an object without a file name, for what is no link. */
function refuseLink({ session, file: { file_id } }: Hdf5Objects, path: string): void {
  const { module } = session.library;
  const target = module.get_symbolic_link(file_id, `/${path}`);
  if (target !== null) {
    throw new DatasetError(`${path} is missing: it is a soft link to ${target}, and links are not followed`);
  }
  const { filename } = module.get_external_link(file_id, `/${path}`);
  if (filename !== undefined) {
    throw new DatasetError(`${path} is missing: it lies in ${filename}, and external links are not followed`);
  }
}
