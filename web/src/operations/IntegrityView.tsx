import { Badge, Button, Card, ErrorState, SkeletonRows, Time } from "../ui";
import {
  type Finding,
  type IntegrityRun,
  SEVERITIES,
  secondsOf,
  tookText,
  useCheckNow,
  useIntegrity,
  violationsText,
} from "./integrity";
import { OperationsNav } from "./OperationsNav";

/** For operators: every rule that the books keep, and what the newest check of it found. */
export function IntegrityView() {
  const { rules, ended, unfinished, error, refetch } = useIntegrity();
  return (
    <>
      <OperationsNav />
      <Card
        title={titleOf(ended)}
        isFlush
        action={rules && <CheckNow unfinished={unfinished ?? null} />}
      >
        {ended && (
          <p className="px-5 pb-3 text-sm text-soft">
            Checked <Time at={ended.endedAt ?? ended.askedAt} hasZone /> in{" "}
            {tookText(secondsOf(ended))}, asked for by {ended.askedBy}.
          </p>
        )}
        {rules && (
          <ol aria-label="Rules" className="divide-y divide-line border-t border-line">
            {rules.map(({ statement, severity }) => (
              <Rule
                key={statement}
                rule={statement}
                severity={SEVERITIES[severity]}
                finding={ended?.findings.find((it) => it.rule === statement)}
              />
            ))}
          </ol>
        )}
        {!rules && error && <ErrorState what="the rules" error={error} onRetry={refetch} />}
        {!rules && !error && <SkeletonRows what="the rules" count={8} />}
      </Card>
    </>
  );
}

function titleOf(ended: IntegrityRun | null | undefined): string {
  if (!ended) return "The rules of the books";
  const broken = ended.findings.filter(({ violations }) => violations > 0).length;
  if (broken > 0) return broken === 1 ? "1 rule is broken" : `${broken} rules are broken`;
  const unchecked = ended.findings.filter(({ isChecked }) => !isChecked).length;
  if (unchecked === 0) return "Every paisa is accounted for";
  return unchecked === 1 ? "1 rule was not checked" : `${unchecked} rules were not checked`;
}

function CheckNow({ unfinished }: { unfinished: IntegrityRun | null }) {
  const { check, isPending, error } = useCheckNow();
  const isUnderWay = unfinished !== null || isPending;
  return (
    <div className="flex flex-wrap items-center gap-y-2 text-sm print:hidden">
      <span aria-live="polite" className="text-soft not-empty:mr-3">
        {unfinished &&
          (unfinished.startedAt
            ? `Checking: ${unfinished.findings.length} of ${unfinished.rules} rules`
            : "Waiting for a worker")}
      </span>
      {error && (
        <span role="alert" className="mr-3 text-bad">
          {error.message}
        </span>
      )}
      <Button isSmall aria-disabled={isUnderWay} onClick={() => isUnderWay || check()}>
        Check now
      </Button>
    </div>
  );
}

type RuleProps = { rule: string; severity: string; finding: Finding | undefined };

function Rule({ rule, severity, finding }: RuleProps) {
  return (
    <li className="grid gap-x-6 gap-y-1.5 px-5 py-3 text-sm sm:grid-cols-[minmax(0,1fr)_auto]">
      <span className="text-pretty">
        {rule.charAt(0).toUpperCase() + rule.slice(1)}
        <span className="text-soft"> · {severity}</span>
      </span>
      <span>
        {finding ? (
          <Badge text={violationsText(finding)} kind={kindOf(finding)} />
        ) : (
          <Badge text="Not checked yet" />
        )}
      </span>
      {finding?.isChecked && (
        <span className="text-xs text-soft tabular-nums sm:col-span-2">
          {finding.rows.toLocaleString("en-IN")} {finding.rows === 1 ? "row" : "rows"} in{" "}
          {tookText(finding.seconds)}
        </span>
      )}
      {finding && finding.faults.length > 0 && (
        <ul className="grid gap-1 font-mono text-xs wrap-anywhere text-bad sm:col-span-2">
          {finding.faults.map((fault) => (
            <li key={fault}>{fault}</li>
          ))}
        </ul>
      )}
    </li>
  );
}

function kindOf({ isChecked, violations }: Finding) {
  if (!isChecked) return "wait" as const;
  return violations > 0 ? ("bad" as const) : ("ok" as const);
}
