export { actionValues, optimalValues, policyValues, type StateValue } from "./action-values.ts";
export { empiricalMdp, type TabularLog } from "./empirical-mdp.ts";
export { expectileValues, inSampleValues, type LoggedMdp, pushedDownValues } from "./log-values.ts";
export { type TabularMdp, type TabularModel, tabularModel } from "./mdp.ts";
export { greedyTable, type StateActionTable } from "./state-action-table.ts";
