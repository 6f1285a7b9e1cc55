import { useId } from "react";
import { ChainCheck } from "../ledger/ChainCheck";
import { SEVERITIES } from "../operations/integrity";
import { useTextOfNow } from "../time/useTextOfNow";
import { Badge, Card, CopyButton, ErrorState, SkeletonRows } from "../ui";
import { howToCheck } from "./howToCheck";
import { numberText, type Proven, type RuleStanding, standingOf, useProven } from "./proven";
import { ruleText } from "./ruleText";

/** What is known of this merchant's ledger, how, and how anybody checks it without us. */
export function ProofView({ merchantId }: { merchantId: string }) {
  const { proven, receivedAt, error, refetch } = useProven(merchantId);
  return (
    <div className="grid gap-5">
      <Card title="Our own check">
        {proven && <Summary proven={proven} receivedAt={receivedAt} />}
        {!proven && error && <ErrorState what="the proof" error={error} onRetry={refetch} />}
        {!proven && !error && <SkeletonRows what="the proof" count={2} />}
      </Card>
      <Card title="Your check" isFlush>
        <div className="mt-3 border-t border-line">
          <ChainCheck key={merchantId} merchantId={merchantId} />
        </div>
        <div className="grid gap-4 px-5 py-4 text-sm">
          <p className="max-w-prose">
            Save a head now and then, outside of this engine. It is our signature under every entry
            so far. Later, this shows whether one of them was changed, added or removed:
          </p>
          <Commands text={howToCheck(window.location.origin, merchantId)} />
          <p className="max-w-prose text-soft">
            verify_ledger_export.py is in the engine’s docs folder: 60 lines of Python that need
            nothing else. Read it before you trust it.
          </p>
        </div>
      </Card>
      <Card title="What this proves">
        <div className="grid gap-x-10 gap-y-4 text-sm md:grid-cols-2">
          <ul className="grid list-disc content-start gap-1.5 pl-5">
            <li>Today’s ledger is the one of the head, plus the entries after it.</li>
            <li>The balances follow from the entries.</li>
            <li>Every rule below held for this ledger when it was checked.</li>
          </ul>
          <div className="grid content-start gap-1.5">
            <h3 className="font-medium">It doesn’t prove</h3>
            <ul className="grid list-disc gap-1.5 pl-5">
              <li>that the bank agrees: its statement says what the bank did.</li>
              <li>that nobody was shown another ledger: compare your heads with theirs.</li>
              <li>anything before the first head that you kept.</li>
              <li>anything, if you take the public keys from us each time: keep them too.</li>
            </ul>
          </div>
        </div>
      </Card>
      {proven && (
        <Card title="The rules" isFlush>
          <ol aria-label="Rules" className="mt-3 divide-y divide-line border-t border-line">
            {proven.results.map((rule) => (
              <Rule key={rule.id} rule={rule} />
            ))}
          </ol>
        </Card>
      )}
    </div>
  );
}

const WORDS = { ok: "Holds", wait: "Not known", bad: "Violated" };

function Summary({ proven, receivedAt }: { proven: Proven; receivedAt: number }) {
  const kind = standingOf(proven, receivedAt, receivedAt).kind;
  const text = useTextOfNow((now) => standingOf(proven, receivedAt, now).text);
  return (
    <div className="grid gap-2 text-sm">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <Badge text={WORDS[kind]} kind={kind} />
        <span className="font-medium">{text}</span>
      </p>
      <p className="max-w-prose text-soft">
        {kind === "ok" &&
          `Each of ${numberText(proven.results.length)} rules was recomputed from the first entry on, and held.`}
        {kind === "wait" && "Nobody knows what became of the ledger since. Tell the operators."}
        {kind === "bad" && `Proven before: up to #${numberText(proven.proven_sequence)}.`}{" "}
        {againText(proven.period_seconds)}
      </p>
    </div>
  );
}

function againText(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  return minutes < 1440 ? `We check again every ${minutes} min.` : "We check again each day.";
}

function Commands({ text }: { text: string }) {
  const id = useId();
  return (
    <div className="grid min-w-0 gap-1.5">
      <div className="flex items-center justify-between gap-3">
        <h3 id={id} className="font-medium">
          Check an export against a kept head
        </h3>
        <CopyButton text={text} what="commands" />
      </div>
      <section
        aria-labelledby={id}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard must reach a scrolling element.
        tabIndex={0}
        className="overflow-x-auto rounded-lg border border-line bg-page px-3 py-2.5"
      >
        <pre className="w-max font-mono text-xs leading-5">{text}</pre>
      </section>
    </div>
  );
}

function Rule({ rule }: { rule: RuleStanding }) {
  const { id, severity, outcome, violations, samples } = rule;
  return (
    <li className="grid gap-x-6 gap-y-1.5 px-5 py-3 text-sm sm:grid-cols-[minmax(0,1fr)_auto]">
      <span className="grid gap-0.5 text-pretty">
        {ruleText(rule)}
        <span className="text-xs text-soft">
          {SEVERITIES[severity]} · <code className="wrap-anywhere">{id}</code>
        </span>
      </span>
      <span>
        {outcome === "HOLDS" && <Badge text="Holds" kind="ok" />}
        {outcome === "UNKNOWN" && <Badge text="Not checked" kind="wait" />}
        {outcome === "VIOLATED" && (
          <Badge
            text={violations === 1 ? "1 violation" : `${numberText(violations)} violations`}
            kind="bad"
          />
        )}
      </span>
      {samples.length > 0 && (
        <span className="font-mono text-xs wrap-anywhere text-bad sm:col-span-2">
          Among them: {samples.join(" · ")}
        </span>
      )}
    </li>
  );
}
