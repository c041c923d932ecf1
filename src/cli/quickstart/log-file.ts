/** The log that is shipped with the package; the same path from src and from dist. */
export const logFile: URL = new URL("../../../src/cli/quickstart/cartpole-log.hdf5", import.meta.url);
