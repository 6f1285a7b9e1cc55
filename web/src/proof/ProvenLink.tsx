import { Link } from "../navigation/Link";
import { useLocation } from "../navigation/navigation";
import { useTextOfNow } from "../time/useTextOfNow";
import { classes } from "../ui";
import { type Standing, standingOf, useProven } from "./proven";

const COLOURS = { ok: "text-ok", wait: "text-wait", bad: "text-bad" };
/** A tick in a shield, a clock, a cross in a shield: the colour alone says nothing. */
const SIGNS = {
  ok: "M12 3l7 3v5c0 5-3 8-7 10-4-2-7-5-7-10V6zM9 12l2 2 4-4",
  wait: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5l3 2",
  bad: "M12 3l7 3v5c0 5-3 8-7 10-4-2-7-5-7-10V6zM9.5 9.5l5 5M14.5 9.5l-5 5",
};
const SHORT = { ok: "Proof", wait: "Unchecked", bad: "Not proven" };

/** The end of the rail: how far the ledger is proven, and the way to its proof. A phone finds it in the ledger. */
export function ProvenLink({ merchantId }: { merchantId: string }) {
  const { view } = useLocation();
  const { proven, receivedAt } = useProven(merchantId);
  const said = useTextOfNow((now) =>
    proven ? JSON.stringify(standingOf(proven, receivedAt, now)) : "",
  );
  if (!said) return null;
  const { kind, text } = JSON.parse(said) as Standing;
  return (
    <div className="hidden py-2 md:block wide-rail:px-3 print:hidden">
      <Link
        to={{ view: "ledger/proof", payout: null, dialog: null }}
        aria-current={view === "ledger/proof" ? "page" : undefined}
        className={classes(
          "flex min-h-13 w-full flex-col items-center justify-center gap-1 rounded-lg text-center -outline-offset-2",
          "text-[0.625rem]/3.5 font-medium hover:bg-hover wide-rail:min-h-10 wide-rail:flex-row wide-rail:text-xs",
          "wide-rail:justify-start wide-rail:gap-3 wide-rail:px-3 wide-rail:py-1.5 wide-rail:text-left",
          COLOURS[kind],
        )}
      >
        <svg
          aria-hidden="true"
          viewBox="0 0 24 24"
          className="size-5 shrink-0 fill-none stroke-current"
          strokeWidth="1.75"
          strokeLinecap="round"
          strokeLinejoin="round"
        >
          <path d={SIGNS[kind]} />
        </svg>
        <span aria-hidden="true" className="wide-rail:hidden">
          {SHORT[kind]}
        </span>
        <span className="sr-only wide-rail:not-sr-only">
          <span className="sr-only">Ledger: </span>
          {text}
        </span>
      </Link>
    </div>
  );
}
