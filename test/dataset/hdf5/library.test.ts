import { afterEach, expect, test, vi } from "vitest";
import { DatasetError } from "../../../src/dataset/dataset-error.ts";
import { loadHdf5Library, withHdf5Session } from "../../../src/dataset/hdf5/library.ts";

afterEach(() => {
  vi.doUnmock("h5wasm");
  vi.resetModules();
});

const library = await loadHdf5Library();
const { FS } = library.module;

test("a missing package is reported with the command that installs it", async () => {
  vi.doMock("h5wasm", () => {
    throw new Error("Cannot find package 'h5wasm'");
  });
  const refusal = await loadHdf5Library().catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(DatasetError);
  expect(String(refusal)).toContain("npm install h5wasm");
});

test("an error of HDF5 becomes a DatasetError with its innermost cause, and nothing is printed", () => {
  const printed = vi.spyOn(console, "error");
  const open = (): void => {
    withHdf5Session(library, ({ path, attempt }) => {
      FS.writeFile(path, "no HDF5");
      attempt("the file cannot be opened", () => new library.h5wasm.File(path, "r"));
    });
  };
  expect(open).toThrow(DatasetError);
  expect(open).toThrow(/^the file cannot be opened: .*signature/);
  expect(printed).not.toHaveBeenCalled();
  printed.mockRestore();
});

test("an error of HDF5 is found where h5wasm's throwing error handler is active too", () => {
  library.module.activate_throwing_error_handler();
  try {
    const open = (): void => {
      withHdf5Session(library, ({ path, attempt }) => {
        FS.writeFile(path, "no HDF5");
        attempt("the file cannot be opened", () => new library.h5wasm.File(path, "r"));
      });
    };
    expect(open).toThrow(/^the file cannot be opened: .*signature/);
  } finally {
    library.module.deactivate_throwing_error_handler();
  }
});

test("a DatasetError passes through attempt as it is", () => {
  const refused = new DatasetError("rewards is missing");
  const fail = (): never => {
    throw refused;
  };
  const run = (): void => withHdf5Session(library, ({ attempt }) => attempt("unused", fail));
  expect(run).toThrow(refused);
});

test("a session leaves no file and no open stream behind, whether it succeeds or fails", () => {
  const streams = Reflect.get(FS, "streams");
  const before = { files: FS.readdir("/"), streams: [...streams] };
  withHdf5Session(library, ({ path }) => FS.writeFile(path, "left over"));
  expect(() =>
    withHdf5Session(library, ({ path }) => {
      FS.writeFile(path, "left over");
      throw new Error("stop");
    }),
  ).toThrow("stop");
  expect(FS.readdir("/")).toEqual(before.files);
  expect([...streams].filter(Boolean)).toEqual(before.streams.filter(Boolean));
});

test("each session has a path of its own", () => {
  const paths = [1, 2].map(() => withHdf5Session(library, ({ path }) => path));
  expect(new Set(paths).size).toBe(2);
});
