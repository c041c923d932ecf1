/** Where a file that we wrote has its manifest among its metadata. */
export const MANIFEST_KEY = "offline-rl.manifest";
