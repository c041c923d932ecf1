import fc from "fast-check";

/** fast-check with one seed for all properties: a run that fails can be repeated, and fails for what was changed. */
fc.configureGlobal({ seed: 20_261_126 });

export default fc;
