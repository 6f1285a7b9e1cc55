import { Link } from "../navigation/Link";
import { PayoutRows } from "../payouts/PayoutRows";
import { buttonClasses, Card, EmptyState, ErrorState, SkeletonRows } from "../ui";
import { BackToList } from "./BackToList";
import { BeneficiaryActions } from "./BeneficiaryActions";
import { BeneficiaryFacts, BeneficiaryHead } from "./BeneficiaryFacts";
import { useBeneficiary } from "./beneficiary";

const NONE_FRESH: ReadonlySet<string> = new Set();

/** One beneficiary: facts, what may be done, and the newest payouts to it. */
export function BeneficiaryPage({ merchantId, id }: { merchantId: string; id: string }) {
  const { account, payouts, payoutCount, isMissing, error, refetch } = useBeneficiary(
    merchantId,
    id,
  );
  const back = (
    <Link to={{ view: "beneficiaries", item: null, filters: {} }} className={buttonClasses()}>
      All beneficiaries
    </Link>
  );
  if (!account) {
    return (
      <Card>
        {isMissing ? (
          <EmptyState title="Beneficiary not found" action={back}>
            It may belong to another merchant, or the link may be wrong.
          </EmptyState>
        ) : error ? (
          <ErrorState what="the beneficiary" error={error} onRetry={refetch} />
        ) : (
          <SkeletonRows what="the beneficiary" count={6} />
        )}
      </Card>
    );
  }
  const toAll = { view: "payouts", payout: null, filters: { account: account.id } } as const;
  return (
    <div className="grid gap-5">
      <BackToList />
      <Card>
        <div className="mb-5 flex flex-wrap items-start justify-between gap-x-6 gap-y-4">
          <BeneficiaryHead account={account} />
          <BeneficiaryActions merchantId={merchantId} account={account} />
        </div>
        <BeneficiaryFacts account={account} />
      </Card>
      <Card
        title="History"
        isFlush
        action={
          payouts && payouts.length > 0 ? (
            <Link to={toAll} className={`${buttonClasses("secondary", true)} print:hidden`}>
              {`Show all ${payoutCount?.toLocaleString("en-IN") ?? ""}${payoutCount === 10_000 ? "+" : ""}`}
            </Link>
          ) : null
        }
      >
        {payouts && payouts.length > 0 ? (
          <PayoutRows payouts={payouts} fresh={NONE_FRESH} />
        ) : (
          <EmptyState title="No payouts to this account yet" />
        )}
      </Card>
    </div>
  );
}
