import { type FragmentType, graphql, readFragment } from "../gql";
import { CopyButton } from "../ui";

const PAYOUT_IDS = graphql(`
  fragment PayoutIds on Payout {
    id
    idempotencyKey
  }
`);

export function PayoutIds({ payout }: { payout: FragmentType<typeof PAYOUT_IDS> }) {
  const { id, idempotencyKey } = readFragment(PAYOUT_IDS, payout);
  return (
    <dl className="grid gap-3 text-sm sm:grid-cols-[9rem_minmax(0,1fr)] sm:items-center">
      <Id name="Payout ID" text={id} />
      <Id name="Idempotency key" text={idempotencyKey} />
    </dl>
  );
}

function Id({ name, text }: { name: string; text: string }) {
  return (
    <>
      <dt className="text-soft max-sm:-mb-2">{name}</dt>
      <dd className="flex min-w-0 items-center gap-2">
        <span className="min-w-0 font-mono text-xs break-all">{text}</span>
        <CopyButton text={text} what={name} />
      </dd>
    </>
  );
}
