import { Link } from "../navigation/Link";
import { useLocation } from "../navigation/navigation";
import { useMay } from "../session/useViewer";
import { buttonClasses, EmptyState } from "../ui";
import { choiceText } from "./payoutList";
import { isNarrowed, type PayoutSearch } from "./payoutSearch";

export function NoPayouts({ search }: { search: PayoutSearch }) {
  const { choice } = search;
  const { columns = "" } = useLocation().filters;
  const mayPay = useMay("PAYOUTS");
  if (choice || isNarrowed(search)) {
    const kind = choice ? `${choiceText(choice).toLowerCase()} ` : "";
    return (
      <EmptyState
        title={isNarrowed(search) ? `No matching ${kind}payouts` : `No ${kind}payouts`}
        action={
          <Link to={{ filters: { columns } }} className={buttonClasses("secondary", true)}>
            Show all payouts
          </Link>
        }
      >
        {search.text &&
          "The search covers UTRs, references, IDs, amounts, and beneficiaries' names."}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title="No payouts yet"
      action={
        mayPay && (
          <Link to={{ view: "payouts/new" }} className={buttonClasses("primary")}>
            New payout
          </Link>
        )
      }
    >
      Payouts appear here and update by themselves.
    </EmptyState>
  );
}
