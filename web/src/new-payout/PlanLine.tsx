import { useFollowed } from "../api";
import { graphql } from "../gql";
import { scheduleText } from "../payouts/scheduleText";
import { Money, Warning } from "../ui";
import type { Contents } from "./draft";

const PLAN = graphql(`
  query PlanPayout($input: PlanPayoutInput!, $merchantId: ID!) {
    revision(merchantId: $merchantId)
    planPayout(input: $input) {
      ... on PayoutPlan {
        rail
        expectedBy
        totalCostPaise
        candidates {
          rail
          feePaise
          taxPaise
        }
        warnings {
          code
          words
        }
      }
    }
  }
`);

/** Others say these, with more to them. */
const SAID_ELSEWHERE = ["SAME_ACCOUNT_AND_AMOUNT_RECENTLY", "BRANCH_UNKNOWN"];
/** True of every new payee: no cause for alarm. */
const NOTES = ["FIRST_PAYMENT_TO_ACCOUNT", "NAME_NOT_CHECKED", "COOLING_OFF"];

type Props = { merchantId: string; contents: Contents; notBefore: string | null };

/** By which rail it goes, when it is there, and what to look at before. Nothing if it cannot be planned. */
export function PlanLine({ merchantId, contents, notBefore }: Props) {
  const { amountPaise, bankAccountId } = contents;
  const rail = contents.rail || null;
  const input = { merchantId, amountPaise, bankAccountId, notBefore, rail };
  const { data } = useFollowed(PLAN, { merchantId, input });
  const plan = data?.planPayout;
  if (!plan || !("warnings" in plan)) return null;
  const warnings = plan.warnings.filter(({ code }) => !SAID_ELSEWHERE.includes(code));
  const notes = warnings.filter(({ code }) => NOTES.includes(code));
  const price = plan.candidates.find(({ rail }) => rail === plan.rail);
  return (
    <>
      {plan.rail && (
        <p className="text-sm">
          By {plan.rail}
          {rail && ", as you chose"}
          {plan.expectedBy && (
            <>
              , expected by <time dateTime={plan.expectedBy}>{scheduleText(plan.expectedBy)}</time>
            </>
          )}
          .
        </p>
      )}
      {price && price.feePaise > 0 && (
        <p className="text-sm">
          Fee <Money paise={price.feePaise} />, GST <Money paise={price.taxPaise} />. Total cost{" "}
          <Money paise={plan.totalCostPaise} />.
        </p>
      )}
      {notes.length > 0 && (
        <p className="text-sm text-soft">{notes.map(({ words }) => words).join(" ")}</p>
      )}
      {warnings
        .filter((it) => !notes.includes(it))
        .map(({ code, words }) => (
          <Warning key={code}>{words}</Warning>
        ))}
    </>
  );
}
