import { expect, test } from "vitest";
import { actionValues, policyValues } from "../../src/tabular/action-values.ts";
import { empiricalMdp } from "../../src/tabular/empirical-mdp.ts";
import { expectileValues, inSampleValues, type LoggedMdp } from "../../src/tabular/log-values.ts";
import { expectation, type StateActionTable } from "../../src/tabular/state-action-table.ts";
import { type StitchingCase, stitchingCases } from "./stitching-file.ts";

const problems = stitchingCases.map((golden) => ({ name: golden.name, golden, mdp: mdpOf(golden) }));

/** What the chosen rows of the log show. */
function mdpOf({ input: { data, support } }: StitchingCase, isChosen = (_row: number) => true): LoggedMdp {
  const pick = (column: readonly number[]) => column.filter((_, row) => isChosen(row));
  return empiricalMdp(
    {
      states: pick(data.state),
      actions: pick(data.action),
      rewards: pick(data.reward),
      nextStates: pick(data.nextState),
      terminated: pick(data.terminated),
    },
    support.length,
    support[0]!.length,
  );
}

/** Compares where the file has data. */
function expectTable(got: StateActionTable, expected: readonly (readonly (number | null)[])[]): void {
  expected.forEach((row, state) => {
    expectRow(got[state]!, row);
  });
}

function expectRow(got: readonly number[], expected: readonly (number | null)[]): void {
  expected.forEach((value, i) => {
    if (value !== null) expect(Math.abs(got[i]! - value)).toBeLessThanOrEqual(1e-10 * (1 + Math.abs(value)));
  });
}

/** The best action with data of every state, null without any. */
function bestSeen(values: StateActionTable, { behavior }: LoggedMdp): (number | null)[] {
  return values.map((row, state) => {
    const seen = row.map((value, action) => (behavior[state]![action]! > 0 ? value : -Infinity));
    const best = Math.max(...seen);
    return best === -Infinity ? null : seen.indexOf(best);
  });
}

/** The states s1 … s9 that actions lead through in the environment, from s1 to the end, and the discounted return. */
function walk({ input: { environment, discount } }: StitchingCase, actions: readonly (number | null)[]) {
  const path = [1];
  let [sum, weight, ended] = [0, 1, false];
  for (let state = 0; !ended && path.length < 20; ) {
    const action = actions[state]!;
    sum += weight * environment.reward[state]![action]!;
    weight *= discount;
    ended = environment.terminated[state]![action] === 1;
    state = environment.nextState[state]![action]!;
    path.push(state + 1);
  }
  return { path, sum };
}

test("the file has three logs", () => {
  expect(stitchingCases.map(({ name }) => name)).toEqual([
    "two-trajectories",
    "one-trajectory-with-a-loop",
    "three-trajectories",
  ]);
});

test.for(problems)("$name: behavior is the frequency of actions", ({ golden, mdp }) => {
  golden.behavior.forEach((row, state) => {
    expect(mdp.behavior[state]).toEqual(row ?? [0, 0, 0]);
  });
  expect(mdp.behavior.map((row) => row.map((share) => Number(share > 0)))).toEqual(golden.input.support);
});

test.for(problems)("$name: values within the log, and the way that they lead", ({ golden, mdp }) => {
  const values = inSampleValues(mdp, golden.input.discount);
  expectTable(values, golden.inSample.q);
  const actions = bestSeen(values, mdp);
  expect(actions).toEqual(golden.inSample.action);
  const { path, sum } = walk(golden, actions);
  expect(path).toEqual(golden.inSample.path);
  expect(sum).toBeCloseTo(golden.inSample.return, 6);
});

test.for(problems)("$name: the value of cloning, and one step of improvement on it", ({ golden, mdp }) => {
  const values = policyValues(mdp, mdp.behavior, golden.input.discount);
  const stateValues = values.map((row, state) => expectation(mdp.behavior[state]!, row));
  expectTable(values, golden.behaviorCloning.q);
  expectRow(stateValues, golden.behaviorCloning.v);
  expectRow(stateValues, [golden.behaviorCloning.expectedReturn]);
  const actions = bestSeen(values, mdp);
  expect(actions).toEqual(golden.oneStep.action);
  const { path, sum } = walk(golden, actions);
  expect(path).toEqual(golden.oneStep.path);
  expect(sum).toBeCloseTo(golden.oneStep.return, 6);
});

test.for(problems)("$name: expectile values", ({ golden, mdp }) => {
  expect(golden.expectile.map(({ expectile }) => expectile)).toEqual([0.5, 0.9, 0.99]);
  for (const { expectile, q } of golden.expectile) {
    expectTable(expectileValues(mdp, golden.input.discount, expectile), q);
  }
});

test.for(problems)("$name: a maximum over unseen actions believes the guess", ({ golden, mdp }) => {
  const { discount, unseenGuess } = golden.input;
  const guessed = (values: readonly number[], state: number) =>
    values.map((value, action) => (mdp.behavior[state]![action]! > 0 ? value : unseenGuess));
  const hasData = (state: number) => mdp.behavior[state]!.some((share) => share > 0);
  const best = (values: readonly number[], state: number) =>
    hasData(state) ? Math.max(...guessed(values, state)) : 0;
  const values = actionValues(mdp, discount, best);
  expectTable(values, golden.naive.q);
  expectRow(values.map(best), golden.naive.v);
  expect(best(values[0]!, 0)).toBe(golden.naive.claimedReturn);
  const actions = values.map((row, state) => {
    const all = guessed(row, state);
    return hasData(state) ? all.indexOf(Math.max(...all)) : null;
  });
  expect(actions).toEqual(golden.naive.action);
  const { path, sum } = walk(golden, actions);
  expect(path).toEqual(golden.naive.path);
  expect(sum).toBeCloseTo(golden.naive.return, 6);
});

test.for(problems)("$name: the single best trajectory does not know the way from s1", ({ golden }) => {
  const { trajectory: expected, action: actions } = golden.bestTrajectoryCloning;
  const { trajectory, reward } = golden.input.data;
  const returns = golden.trajectoryReturns.map((_, k) =>
    reward
      .filter((_, row) => trajectory[row] === k)
      .reduceRight((later, value) => value + golden.input.discount * later, 0),
  );
  expectRow(returns, golden.trajectoryReturns);
  expect(returns.indexOf(Math.max(...returns))).toBe(expected);
  const { behavior } = mdpOf(golden, (row) => trajectory[row] === expected);
  const taken = behavior.map((row) => {
    const seen = [...row.keys()].filter((action) => row[action]! > 0);
    return seen.length > 1 ? "ambiguous" : (seen[0] ?? null);
  });
  expect(taken).toEqual(actions);
});

test("states and actions out of range are refused", () => {
  const log = { states: [0], actions: [0], rewards: [0], nextStates: [2], terminated: [0] };
  expect(() => empiricalMdp(log, 2, 1)).toThrow("nextStates[0] must be an integer from 0 to 1; got 2");
});
