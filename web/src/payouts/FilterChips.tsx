import { formatRupees } from "../money";
import { Link } from "../navigation/Link";
import { useLocation } from "../navigation/navigation";
import { TOP } from "../paging/place";
import { spanText } from "../time/india";
import { type PayoutSearch, SORTS } from "./payoutSearch";
import type { Payee } from "./usePayees";

/** What narrows or orders the list, each with the link that takes it away. */
export function FilterChips({
  search,
  payees,
}: {
  search: PayoutSearch;
  payees: Payee[] | undefined;
}) {
  const { filters } = useLocation();
  const chips = chipsOf(search, payees);
  if (chips.length === 0) return null;
  return (
    <ul aria-label="Filters" className="flex flex-wrap gap-2">
      {chips.map(({ text, names }) => (
        <li key={text} className="min-w-0">
          <Link
            to={{
              filters: {
                ...filters,
                ...TOP,
                ...Object.fromEntries(names.map((name) => [name, ""])),
              },
            }}
            aria-label={`Remove filter: ${text}`}
            className="inline-flex min-h-8 max-w-full items-center gap-2 rounded-full border border-edge px-3 text-sm hover:bg-hover pointer-coarse:min-h-11"
          >
            <span className="min-w-0 truncate">{text}</span>
            <span aria-hidden="true" className="text-soft">
              ×
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** The filters that its removal switches off. */
type Chip = { text: string; names: string[] };

function chipsOf(search: PayoutSearch, payees: Payee[] | undefined): Chip[] {
  const { text, from, to, minPaise, maxPaise, account, batch, cancelled, isReturned, sort } =
    search;
  const order = Object.values(SORTS).find((it) => it.sort === sort);
  const chips: Chip[] = [];
  if (text) chips.push({ text: `“${text}”`, names: ["q"] });
  if (from || to) chips.push({ text: spanText(from, to), names: ["from", "to"] });
  if (minPaise !== null || maxPaise !== null)
    chips.push({ text: amountsText(minPaise, maxPaise), names: ["min", "max"] });
  if (account) {
    const payee = payees?.find(({ id }) => id === account);
    chips.push({ text: payee?.text ?? "One beneficiary", names: ["account"] });
  }
  if (isReturned) chips.push({ text: "Returned", names: ["returned"] });
  if (batch) chips.push({ text: "One batch", names: ["batch"] });
  if (cancelled !== null)
    chips.push({ text: cancelled ? "Cancelled" : "Not cancelled", names: ["cancelled"] });
  if (order && sort !== "NEWEST_FIRST") chips.push({ text: order.label, names: ["sort"] });
  return chips;
}

function amountsText(least: number | null, most: number | null): string {
  if (least === most && least !== null) return formatRupees(least);
  if (least === null) return `up to ${formatRupees(most ?? 0)}`;
  return most === null
    ? `${formatRupees(least)} or more`
    : `${formatRupees(least)} – ${formatRupees(most)}`;
}
