import { usePolled } from "../api";
import { graphql } from "../gql";
import { Link } from "../navigation/Link";
import type { View } from "../navigation/location";
import { useLocation } from "../navigation/navigation";
import { classes, useTitleCount } from "../ui";

const ATTENTION_COUNT = graphql(`
  query AttentionCount {
    attention(first: 0) {
      totalCount(atMost: 100)
    }
  }
`);

const MOST = 100;
const REFRESH_EVERY_MS = 30_000;
const PAGES: [View, string][] = [
  ["operations", "Needs you"],
  ["operations/health", "Health"],
  ["operations/integrity", "Integrity"],
  ["operations/audit", "Audit log"],
];

/** The way between the pages of Operations. The document's title counts what needs somebody, on each of them. */
export function OperationsNav() {
  const { view } = useLocation();
  const { data } = usePolled(ATTENTION_COUNT, {}, { everyMs: REFRESH_EVERY_MS });
  const count = data?.attention.totalCount ?? 0;
  const text = count >= MOST ? `${MOST}+` : `${count}`;
  useTitleCount(count > 0 ? text : null);
  return (
    <nav aria-label="Operations" className="-mt-2 mb-5 flex gap-1 overflow-x-auto print:hidden">
      {PAGES.map(([name, label]) => (
        <Link
          key={name}
          to={{ view: name, payout: null, dialog: null }}
          aria-current={name === view ? "page" : undefined}
          className={classes(
            "inline-flex min-h-9 items-center rounded-lg px-3 text-sm font-medium whitespace-nowrap -outline-offset-2 pointer-coarse:min-h-11",
            name === view
              ? "bg-accent-quiet text-accent underline decoration-2 underline-offset-8 forced-colors:bg-[Highlight] forced-colors:text-[HighlightText] forced-colors:forced-color-adjust-none"
              : "text-soft hover:bg-hover hover:text-ink",
          )}
        >
          {label}
          {name === "operations" && count > 0 && ` (${text})`}
        </Link>
      ))}
    </nav>
  );
}
