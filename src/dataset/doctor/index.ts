export type { DatasetOverview, Diagnosis, Range } from "./diagnosis.ts";
export { doctor } from "./doctor.ts";
export { type DoctorFileOptions, doctorFile } from "./doctor-file.ts";
export type { Evidence, Finding, FindingCode, Severity } from "./finding.ts";
export { type Emphasis, formatDiagnosis } from "./format-diagnosis.ts";
export type { DoctorOptions, RewardFunction } from "./options.ts";
