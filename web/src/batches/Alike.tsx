import { Link } from "../navigation/Link";
import { Badge, HIT_AREA } from "../ui";
import type { RowState } from "./rowState";
import type { Several } from "./useSeveral";

type Props = { of: Several; state: RowState; number: number };

const WHY = {
  SAME_ACCOUNT_AND_AMOUNT: "Same beneficiary and amount in the last seven days:",
  SAME_REFERENCE: "Same reference before:",
  SAME_ACCOUNT_AND_AMOUNT_IN_BATCH: "Same beneficiary and amount as",
  SAME_REFERENCE_IN_BATCH: "Same reference as",
};

/** Why a row may be paid already, where to look, and the tick that pays it all the same. */
export function Alike({ of: several, state, number }: Props) {
  const { row, alike } = state;
  // The dry run counts the filled rows alone.
  const numberOf = (place: number) => {
    const key = several.states[place - 1]?.row.key;
    return several.draft.rows.findIndex((it) => it.key === key) + 1;
  };
  return (
    <>
      <Badge text="Maybe paid already" kind="wait" />
      {alike.map(({ kind, payoutId, row: place }) => (
        <span key={kind} className="text-wait">
          {WHY[kind]}{" "}
          {payoutId ? (
            <Link to={{ payout: payoutId }} className={`underline ${HIT_AREA}`}>
              see that payout
            </Link>
          ) : (
            `row ${numberOf(place ?? 1)}`
          )}
        </span>
      ))}
      <label className="inline-flex min-h-6 items-center gap-2 pointer-coarse:min-h-11">
        <input
          type="checkbox"
          aria-label={`Pay it all the same, row ${number}`}
          checked={row.isPaidAnyway}
          onChange={(event) => several.payAnyway(row.key, event.target.checked)}
          className="size-4"
        />
        Pay it all the same
      </label>
    </>
  );
}
