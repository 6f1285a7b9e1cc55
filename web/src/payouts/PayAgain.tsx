import { Link } from "../navigation/Link";
import { classes, HIT_AREA } from "../ui";

type Props = {
  payout: { safeToRetry: boolean; explanation: string; retriedBy?: string | null };
};

/** Whether another payout in this one's place could pay twice, and why: the server's own words. */
export function PayAgain({ payout: { safeToRetry, explanation, retriedBy } }: Props) {
  return (
    <p className={classes("border-l-4 pl-3 text-sm", safeToRetry ? "border-ok" : "border-wait")}>
      <strong className="block font-semibold">
        {safeToRetry ? "Safe to pay again" : "Do not pay again"}
      </strong>
      {explanation}
      {retriedBy && (
        <>
          {" "}
          <Link to={{ view: "payouts", payout: retriedBy }} className={`underline ${HIT_AREA}`}>
            View that payout
          </Link>
        </>
      )}
    </p>
  );
}
