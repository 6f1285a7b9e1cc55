import { Link } from "../navigation/Link";
import { Warning } from "../ui";
import { SIGN, useHealth } from "./health";

/** Above the list of payouts: why they may be stuck. Nothing while all is well. */
export function HealthNotice() {
  const wrong = useHealth().health?.signs.filter(({ isWell }) => !isWell) ?? [];
  return (
    <div aria-live="polite" className="empty:hidden">
      {wrong.length > 0 && (
        <div className="rounded-lg border border-wait bg-wait-quiet px-4 py-3">
          <Warning>
            {wrong.map(({ kind, text }) => (
              <span key={kind} className="block">
                {SIGN[kind]}: {text}
              </span>
            ))}
            <Link
              to={{ view: "operations/health", payout: null, dialog: null }}
              className="inline-block py-1 text-accent underline-offset-4 hover:underline pointer-coarse:py-3"
            >
              Health
            </Link>
          </Warning>
        </div>
      )}
    </div>
  );
}
