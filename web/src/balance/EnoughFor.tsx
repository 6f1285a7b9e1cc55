import { useEffect, useState } from "react";
import { useFollowed } from "../api";
import { graphql } from "../gql";
import { formatRupees, parseRupees } from "../money";
import { longDayText } from "../time/india";
import { TextField } from "../ui";
import { HoldList } from "./HoldingPayouts";

const SHORTFALL = graphql(`
  query Shortfall($merchantId: ID!, $aboutPaise: Paise!) {
    revision(merchantId: $merchantId)
    explainBalance(merchantId: $merchantId, aboutPaise: $aboutPaise) {
      __typename
      ... on BalanceExplanation {
        availablePaise
        heldPaise
        shortfall {
          shortByPaise
          expectedBy
          coveredBy {
            ...HoldingPayout
            payout {
              id
            }
          }
        }
      }
      ... on ValidationError {
        message
      }
    }
  }
`);

const PAUSE_MS = 300;

/** Whether the balance is enough for an amount, and what would have to come back if it is not. */
export function EnoughFor({ merchantId }: { merchantId: string }) {
  const [text, setText] = useState("");
  const parsed = parseRupees(text);
  const paise = parsed.ok ? parsed.paise : null;
  const [asked, setAsked] = useState<number | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(paise), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [paise]);
  return (
    <section className="grid gap-3">
      <h3 className="text-sm font-semibold">Is it enough?</h3>
      <TextField
        label="For a payout of"
        prefix="₹"
        inputMode="decimal"
        autoComplete="off"
        placeholder="0.00"
        value={text}
        onChange={(event) => setText(event.target.value)}
        error={text.trim() !== "" && !parsed.ok ? parsed.reason : undefined}
      />
      <div aria-live="polite" className="grid gap-3 text-sm empty:hidden">
        {asked !== null && asked === paise && <Verdict merchantId={merchantId} paise={asked} />}
      </div>
    </section>
  );
}

function Verdict({ merchantId, paise }: { merchantId: string; paise: number }) {
  const { data, error } = useFollowed(SHORTFALL, { merchantId, aboutPaise: paise });
  const found = data?.explainBalance;
  if (error) return <p className="text-bad">{error.message}</p>;
  if (!found) return <p className="text-soft">Looking…</p>;
  if (found.__typename === "ValidationError") return <p className="text-bad">{found.message}</p>;
  const { shortByPaise = 0, expectedBy, coveredBy = [] } = found.shortfall ?? {};
  if (shortByPaise === 0)
    return <p className="text-ok">Yes. {formatRupees(found.availablePaise - paise)} is left.</p>;
  return (
    <>
      <p className="font-medium text-bad">No, it is short by {formatRupees(shortByPaise)}.</p>
      {expectedBy && (
        <p>The receipts that you expect would make it up by {longDayText(expectedBy)}.</p>
      )}
      {coveredBy.length > 0 ? (
        <>
          <p>
            It would be enough if {coveredBy.length === 1 ? "this payout" : "these payouts"} failed
            and the money came back:
          </p>
          <HoldList holds={coveredBy} />
        </>
      ) : (
        <p className="text-soft">
          {found.heldPaise < shortByPaise
            ? "All the money on hold would not be enough either: more has to come in."
            : "The newest payouts on hold would not be enough either."}
        </p>
      )}
    </>
  );
}
