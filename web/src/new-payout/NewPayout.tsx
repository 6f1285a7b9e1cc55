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
        id
        accountHolderName
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
    const { success } = create.outcome;
    const account = accounts?.find(({ id }) => id === success.payout.bankAccount.id);
    return (
      <Dialog title="Payout accepted" onClose={close}>
        <PayoutAccepted
          success={success}
          payee={account?.accountHolderName ?? success.payout.bankAccount.accountNumberMasked}
          onAnother={create.clear}
        />
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
          title="No bank accounts yet"
          action={
            mayOperate && (
              <Link to={{ dialog: "add-account" }} className={buttonClasses("primary")}>
                Add bank account
              </Link>
            )
          }
        >
          {mayOperate ? "Add one to start paying." : "Ask your administrator to add one."}
        </EmptyState>
      ) : error ? (
        <ErrorState what="the bank accounts" error={error} onRetry={() => void refetch()} />
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
