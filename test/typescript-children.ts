// Processes that the sources start run the sources, and Node 20 needs tsx for TypeScript. To be imported by tests that
// start some.
process.env.NODE_OPTIONS = `--import ${import.meta.resolve("tsx")}`;
