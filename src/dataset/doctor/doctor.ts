import type { Dataset } from "../dataset.ts";
import { checkActionBounds } from "./action-bounds.ts";
import { checkActionCounts } from "./action-counts.ts";
import { checkActionCoverage } from "./action-coverage.ts";
import { checkActionRanges } from "./action-ranges.ts";
import { checkActionSaturation } from "./action-saturation.ts";
import { checkBehaviorProbabilities } from "./behavior-probabilities.ts";
import { checkDependence } from "./dependence.ts";
import { type Diagnosis, overview } from "./diagnosis.ts";
import { checkDuplicates } from "./duplicates.ts";
import { checkEpisodeJumps } from "./episode-jumps.ts";
import { checkSingleSteps } from "./episode-lengths.ts";
import type { Finding, Severity } from "./finding.ts";
import { checkLoading } from "./loading.ts";
import { checkLostRows } from "./lost-rows.ts";
import { checkObservationScale } from "./observation-scale.ts";
import { type DoctorOptions, type ResolvedDoctorOptions, resolveDoctorOptions } from "./options.ts";
import { checkOrdinaryTerminals } from "./ordinary-terminals.ts";
import { checkOutliers } from "./outliers.ts";
import { checkRepeatedObservations } from "./repeated-observations.ts";
import { checkReturnGroups } from "./return-groups.ts";
import { checkRewardEvents } from "./reward-events.ts";
import { checkRewardLags } from "./reward-lags.ts";
import { checkRewardRule } from "./reward-rule.ts";
import { checkRewardScale } from "./reward-scale.ts";
import { checkStretchedBounds } from "./stretched-bounds.ts";
import { checkSuccessors } from "./successors.ts";
import { checkTerminalRewardOffset } from "./terminal-reward-offset.ts";
import { checkTerminals } from "./terminals.ts";
import { checkTimeLimitTerminals } from "./time-limit-terminals.ts";

type Check = (dataset: Dataset, options: ResolvedDoctorOptions) => readonly Finding[];

/** In the order of the steps that a user would take; findings of one severity keep it. */
const checks: readonly Check[] = [
  checkLoading,
  checkSuccessors,
  checkLostRows,
  checkEpisodeJumps,
  checkSingleSteps,
  checkTerminals,
  checkTimeLimitTerminals,
  checkOrdinaryTerminals,
  checkRewardRule,
  checkRewardEvents,
  checkRewardLags,
  checkTerminalRewardOffset,
  checkRewardScale,
  checkReturnGroups,
  checkActionBounds,
  checkStretchedBounds,
  checkActionRanges,
  checkActionSaturation,
  checkActionCounts,
  checkActionCoverage,
  checkObservationScale,
  checkOutliers,
  checkRepeatedObservations,
  checkDependence,
  checkDuplicates,
  checkBehaviorProbabilities,
];

/**
 * Says what is wrong with a log, how it shows and what it means for learning. An error means: do not train on this. A
 * warning deserves a look, a note is good to know. Deterministic; checks that would take long look at rows evenly taken from
 * the log. Throws a DatasetError for options that it does not know.
 */
export function doctor(dataset: Dataset, options: DoctorOptions = {}): Diagnosis {
  const resolved = resolveDoctorOptions(options);
  const findings = checks.flatMap((check) => check(dataset, resolved));
  return { dataset: overview(dataset, resolved.discount), findings: mostSevereFirst(findings) };
}

const severities: readonly Severity[] = ["error", "warning", "note"];

function mostSevereFirst(findings: readonly Finding[]): readonly Finding[] {
  return severities.flatMap((severity) => findings.filter((finding) => finding.severity === severity));
}
