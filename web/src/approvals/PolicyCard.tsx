import { MerchantView } from "../merchants/MerchantView";
import { Link } from "../navigation/Link";
import { useMay } from "../session/useViewer";
import { buttonClasses, Card, ErrorState, SkeletonRows, Time } from "../ui";
import { bandText, hoursText, type Policy, usePolicy } from "./policy";

/** The merchant, and which of its payouts need approval. */
export function MerchantAndPolicy({ merchantId }: { merchantId: string }) {
  return (
    <div className="grid gap-5">
      <MerchantView merchantId={merchantId} />
      <PolicyCard merchantId={merchantId} />
    </div>
  );
}

function PolicyCard({ merchantId }: { merchantId: string }) {
  const { policy, error, refetch } = usePolicy(merchantId);
  const maySet = useMay("TEAM");
  return (
    <Card
      title="Approvals"
      action={
        maySet &&
        policy && (
          <Link to={{ dialog: "approval-policy" }} className={buttonClasses("secondary", true)}>
            {policy.bands.length > 0 ? "Change policy" : "Set policy"}
          </Link>
        )
      }
    >
      {policy ? (
        <Shown policy={policy} />
      ) : error ? (
        <ErrorState what="the policy" error={error} onRetry={refetch} />
      ) : (
        <SkeletonRows what="the policy" count={2} />
      )}
    </Card>
  );
}

function Shown({ policy: { bands, expiresAfterHours, setBy, setAt } }: { policy: Policy }) {
  return (
    <div className="grid gap-2 text-sm">
      {bands.length > 0 ? (
        <>
          <ul className="grid gap-1">
            {bands.map((band) => (
              <li key={band.fromPaise}>{bandText(band)}</li>
            ))}
          </ul>
          <p className="text-soft text-pretty">
            Never whoever made the payout. It counts with all others to the same account within a
            day, and a batch with its total. Without its approvals it fails after{" "}
            {hoursText(expiresAfterHours)}, unsent.
          </p>
        </>
      ) : (
        <p className="text-soft">No payout needs approval.</p>
      )}
      {setAt && (
        <p className="text-soft wrap-anywhere">
          Set {setBy && `by ${setBy} `}
          <Time at={setAt} hasZone />
        </p>
      )}
    </div>
  );
}
