import { usePolled } from "../api";
import { graphql } from "../gql";
import { PlacesNav } from "../layout/PlacesNav";
import type { View } from "../navigation/location";
import { useTitleCount } from "../ui";

const ATTENTION_COUNT = graphql(`
  query AttentionCount {
    attention(first: 0) {
      totalCount(atMost: 100)
    }
  }
`);

const MOST = 100;
const REFRESH_EVERY_MS = 30_000;
const OTHER_PAGES: [View, string][] = [
  ["operations/health", "Health"],
  ["operations/integrity", "Integrity"],
  ["operations/audit", "Audit log"],
];

/** The way between the pages of Operations. The document's title counts what needs somebody, on each of them. */
export function OperationsNav() {
  const { data } = usePolled(ATTENTION_COUNT, {}, { everyMs: REFRESH_EVERY_MS });
  const count = data?.attention.totalCount ?? 0;
  const text = count >= MOST ? `${MOST}+` : `${count}`;
  useTitleCount(count > 0 ? text : null);
  const needsYou = count > 0 ? `Needs you (${text})` : "Needs you";
  return <PlacesNav label="Operations" places={[["operations", needsYou], ...OTHER_PAGES]} />;
}
