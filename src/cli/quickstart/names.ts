const names: Record<string, string> = {
  behaviorCloning: "behavior cloning",
  dqn: "naive DQN",
  discreteCql: "discrete CQL",
};

/** What the table and the charts call an algorithm, known by the name of the function that makes it. */
export function nameOf(algorithm: string): string {
  return names[algorithm] ?? algorithm;
}
