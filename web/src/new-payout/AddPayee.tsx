import { Link } from "../navigation/Link";
import { useMay } from "../session/useViewer";
import { HIT_AREA } from "../ui";

/** Opens over the form, which keeps what was typed; from its end a link leads back with the new payee chosen. */
export function AddPayee() {
  if (!useMay("BENEFICIARIES")) return null;
  return (
    <Link
      to={{ dialog: "add-account" }}
      className={`text-sm text-accent hover:underline ${HIT_AREA}`}
    >
      Add a beneficiary
    </Link>
  );
}
