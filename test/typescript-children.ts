// Processes that the sources start run the sources, and Node 20 needs tsx for TypeScript.
process.env.NODE_OPTIONS = `--import ${import.meta.resolve("tsx")}`;
