import { Time } from "../ui";

type Props = {
  merchant: { suspendedAt?: string | null; suspensionReason?: string | null };
};

/** The server shows the reason to operators alone. */
export function SuspendedNotice({ merchant: { suspendedAt, suspensionReason } }: Props) {
  return (
    <div role="status" className="grid gap-1 rounded-lg bg-bad-quiet px-4 py-3 text-sm text-bad">
      <p className="font-medium">
        Suspended
        {suspendedAt && (
          <>
            {" since "}
            <Time at={suspendedAt} hasZone />
          </>
        )}
        : can't make new payouts.
      </p>
      <p>Payouts already made continue, and money can come in.</p>
      {suspensionReason && <p className="wrap-anywhere">Reason: {suspensionReason}</p>}
    </div>
  );
}
