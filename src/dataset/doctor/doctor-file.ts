import { DatasetError } from "../dataset-error.ts";
import { type LoadOptions, loadDataset } from "../load.ts";
import type { FileSource } from "../source.ts";
import type { Diagnosis } from "./diagnosis.ts";
import { doctor } from "./doctor.ts";
import type { Finding } from "./finding.ts";
import { type DoctorOptions, resolveDoctorOptions } from "./options.ts";

/** How the file is read, and what the doctor is told. Warnings of the loader become findings. */
export interface DoctorFileOptions extends Omit<LoadOptions, "onWarning"> {
  readonly doctor?: DoctorOptions;
}

/**
 * `doctor` for a file. One that `loadDataset` refuses is an error among the findings, in the words of the loader. Throws a
 * DatasetError for options that the doctor does not know.
 */
export async function doctorFile(source: FileSource, options: DoctorFileOptions = {}): Promise<Diagnosis> {
  const { doctor: doctorOptions = {}, ...loading } = options;
  resolveDoctorOptions(doctorOptions);
  try {
    const dataset = await loadDataset(source, { ...loading, onWarning: () => {} });
    return doctor(dataset, doctorOptions);
  } catch (error) {
    if (error instanceof DatasetError) return { findings: [refusal(error)] };
    throw error;
  }
}

function refusal({ message }: DatasetError): Finding {
  return {
    code: "refused",
    severity: "error",
    message,
    evidence: {},
    consequence: "the log cannot be loaded, so nothing can be learned from it, and nothing else was checked",
    remedy: "correct what the message names, or state what it asks for, and look again",
  };
}
