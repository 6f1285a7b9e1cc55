import { usePolled } from "../api";
import { useBalance } from "../balance/useBalance";
import { graphql } from "../gql";
import { Link } from "../navigation/Link";
import { go } from "../navigation/navigation";
import { useMay } from "../session/useViewer";
import { buttonClasses, Dialog, EmptyState, ErrorState, Skeleton } from "../ui";
import { PayoutAccepted } from "./PayoutAccepted";
import { PayoutForm } from "./PayoutForm";
import { useCreatePayout } from "./useCreatePayout";

const ACCOUNTS = graphql(`
  query PayoutAccounts($merchantId: ID!) {
    merchant(id: $merchantId) {
      name
      bankAccounts {
        ...PayoutAccount
      }
    }
  }
`);

export function NewPayout({ merchantId }: { merchantId: string }) {
  const { data, error, refetch } = usePolled(ACCOUNTS, { merchantId }, { everyMs: 15_000 });
  const balance = useBalance(merchantId).data?.balance;
  const mayOperate = useMay("OPERATE");
  const create = useCreatePayout(merchantId);
  const close = () => go({ dialog: null }, { replace: true });
  const accounts = data?.merchant?.bankAccounts;

  if (create.outcome?.kind === "accepted") {
    return (
      <Dialog title="Payout accepted" onClose={close}>
        <PayoutAccepted success={create.outcome.success} onAnother={create.clear} />
      </Dialog>
    );
  }
  return (
    <Dialog title="New payout" onClose={close}>
      {accounts && accounts.length > 0 ? (
        <PayoutForm
          merchantId={merchantId}
          merchantName={data?.merchant?.name ?? ""}
          accounts={accounts}
          availablePaise={balance?.availablePaise}
          create={create}
        />
      ) : accounts ? (
        <EmptyState
          title="No bank account yet"
          action={
            mayOperate && (
              <Link to={{ dialog: "add-account" }} className={buttonClasses("primary")}>
                Add a bank account
              </Link>
            )
          }
        >
          Money can be paid out to a bank account of this merchant, which an operator adds.
        </EmptyState>
      ) : error ? (
        <ErrorState what="The bank accounts" error={error} onRetry={() => void refetch()} />
      ) : (
        <div role="status" className="grid gap-5">
          <span className="sr-only">Loading the bank accounts…</span>
          <Skeleton className="h-11 w-full" />
          <Skeleton className="h-11 w-full" />
        </div>
      )}
    </Dialog>
  );
}
