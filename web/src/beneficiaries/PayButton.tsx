import { Link } from "../navigation/Link";
import { payoutTo } from "../navigation/payoutTo";
import { buttonClasses } from "../ui";

/** Opens the payment form with this payee chosen. */
export function PayButton({ accountId }: { accountId: string }) {
  return (
    <Link to={payoutTo(accountId)} className={buttonClasses("secondary")}>
      Pay
    </Link>
  );
}
