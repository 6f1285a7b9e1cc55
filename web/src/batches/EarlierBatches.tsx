import { usePolled } from "../api";
import { graphql } from "../gql";
import { formatRupees } from "../money";

const EARLIER_BATCHES = graphql(`
  query EarlierBatches($merchantId: ID!) {
    payoutBatches(merchantId: $merchantId, first: 20) {
      edges {
        node {
          id
          name
          rowCount
          totalPaise
        }
      }
    }
  }
`);

type Props = { merchantId: string; onChoose: (id: string) => void };

/** The newest batches, one of which may be made again. */
export function EarlierBatches({ merchantId, onChoose }: Props) {
  const { data } = usePolled(EARLIER_BATCHES, { merchantId }, { everyMs: false });
  const batches = data?.payoutBatches.edges.map(({ node }) => node) ?? [];
  if (batches.length === 0) return null;
  return (
    <select
      aria-label="Rows of an earlier batch"
      value=""
      onChange={(event) => onChoose(event.target.value)}
      className="min-h-11 max-w-full min-w-0 rounded-lg border border-edge bg-surface px-3 text-sm text-ink sm:max-w-60"
    >
      <option value="">An earlier batch…</option>
      {batches.map(({ id, name, rowCount, totalPaise }) => (
        <option key={id} value={id}>
          {`${name} (${rowCount}, ${formatRupees(totalPaise)})`}
        </option>
      ))}
    </select>
  );
}
