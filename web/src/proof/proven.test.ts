import { expect, test } from "vitest";
import { type Proven, type RuleStanding, standingOf } from "./proven";

const RULE = { id: "x", statement: "x", severity: "MONEY", outcome: "HOLDS" } as const;
const OK: Proven = {
  status: "OK",
  age_seconds: 120,
  period_seconds: 600,
  proven_sequence: 3712,
  results: [{ ...RULE, violations: 0, samples: [] }],
};
const text = (proven: Partial<Proven>, later = 0) => standingOf({ ...OK, ...proven }, 0, later);

test("a proven ledger says how far and how long ago", () => {
  expect(text({})).toEqual({ kind: "ok", text: "Proven to #3,712, 2 min ago" });
  expect(text({}, 61_000).text).toBe("Proven to #3,712, 3 min ago");
  expect(text({}, -61_000).text).toBe("Proven to #3,712, 2 min ago");
});

test("a check that is too old, or has never been, proves nothing", () => {
  expect(text({ status: "STALE", age_seconds: 7200 })).toEqual({
    kind: "wait",
    text: "Last checked 2 h ago",
  });
  expect(text({ status: "STALE", age_seconds: null })).toEqual({
    kind: "wait",
    text: "Not checked yet",
  });
});

test("a merchant that is newer than the check has nothing proven", () => {
  expect(text({ proven_sequence: 0 })).toEqual({ kind: "wait", text: "Not checked yet" });
});

test("a violation is counted, and a rule that was not checked is none", () => {
  const broken = {
    ...RULE,
    outcome: "VIOLATED",
    violations: 2,
    samples: ["2"],
  } satisfies RuleStanding;
  expect(text({ status: "VIOLATED", results: [broken] })).toEqual({
    kind: "bad",
    text: "Not proven: 1 rule violated, 2 min ago",
  });
  const unknown = {
    ...RULE,
    outcome: "UNKNOWN",
    violations: 0,
    samples: [],
  } satisfies RuleStanding;
  expect(text({ status: "VIOLATED", results: [unknown] }).text).toBe(
    "Not proven: not all rules were checked, 2 min ago",
  );
});
