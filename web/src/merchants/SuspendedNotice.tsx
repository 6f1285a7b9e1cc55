import { Time } from "../ui";

type Props = {
  merchant: { suspendedAt?: string | null; suspensionReason?: string | null };
};

/** The server shows the reason to operators alone. */
export function SuspendedNotice({ merchant: { suspendedAt, suspensionReason } }: Props) {
  return (
    <div role="status" className="grid gap-1 rounded-lg bg-bad-quiet px-4 py-3 text-sm text-bad">
      <p className="font-medium">
        Payouts are stopped: this merchant is suspended
        {suspendedAt && (
          <>
            {" since "}
            <Time at={suspendedAt} hasZone />
          </>
        )}
        .
      </p>
      <p>No new payout is accepted. Those already made go on, and money can come in.</p>
      {suspensionReason && <p className="wrap-anywhere">Reason: {suspensionReason}</p>}
    </div>
  );
}
