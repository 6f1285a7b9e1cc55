import { usePolled } from "../api";
import { useBalance } from "../balance/useBalance";
import { graphql } from "../gql";
import type { PayoutAccountsQuery } from "../gql/graphql";
import { Link } from "../navigation/Link";
import { go } from "../navigation/navigation";
import { useMay } from "../session/useViewer";
import { buttonClasses, Dialog, EmptyState, ErrorState, Skeleton } from "../ui";
import { DetailsStep } from "./DetailsStep";
import { KeyForgotten } from "./KeyForgotten";
import { PayoutAccepted } from "./PayoutAccepted";
import { ReviewStep } from "./ReviewStep";
import { useCreatePayout } from "./useCreatePayout";
import { usePayoutDraft } from "./usePayoutDraft";

const ACCOUNTS = graphql(`
  query PayoutAccounts($merchantId: ID!) {
    engine {
      idempotencyWindowSeconds
    }
    merchant(id: $merchantId) {
      name
      bankAccounts {
        id
        accountHolderName
        accountNumberMasked
        ifscCode
        bankName
        accountType
        createdAt
        retiredAt
      }
    }
  }
`);

const close = () => go({ dialog: null }, { replace: true });

export function NewPayout({ merchantId }: { merchantId: string }) {
  const { data, error, refetch } = usePolled(ACCOUNTS, { merchantId }, { everyMs: 60_000 });
  const accounts = data?.merchant?.bankAccounts;
  if (accounts && accounts.length > 0) return <Steps merchantId={merchantId} data={data} />;
  return (
    <Dialog title="New payout" onClose={close}>
      {accounts ? (
        <NobodyToPay title="No bank accounts yet" />
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

/** One dialog whose title says the step: details, review, and what came of it. */
function Steps({ merchantId, data }: { merchantId: string; data: PayoutAccountsQuery }) {
  const availablePaise = useBalance(merchantId).data?.balance.availablePaise;
  const create = useCreatePayout(merchantId);
  const payout = usePayoutDraft({
    merchantId,
    merchantName: data.merchant?.name ?? "",
    accounts: data.merchant?.bankAccounts ?? [],
    availablePaise,
    windowSeconds: data.engine.idempotencyWindowSeconds,
    create,
  });
  const { outcome } = create;
  const { step, contents, account } = payout;
  if (outcome?.kind === "accepted") {
    return (
      <Dialog title="Payout accepted" onClose={close}>
        <PayoutAccepted success={outcome.success} onAnother={create.clear} />
      </Dialog>
    );
  }
  if (outcome?.kind === "forgotten") {
    return (
      <Dialog title="Already made" onClose={close}>
        <KeyForgotten forgotten={outcome.forgotten} onAnother={create.clear} />
      </Dialog>
    );
  }
  if (step === "review" && contents && account) {
    return (
      <Dialog title="Review payout" onClose={close}>
        <ReviewStep of={payout} contents={contents} account={account} />
      </Dialog>
    );
  }
  // The details also hold what was sent without a response, to an account that was retired since for one.
  const hasDetails = payout.payees.length > 0 || payout.draft.sent.length > 0;
  return (
    <Dialog title="New payout" onClose={close}>
      {hasDetails ? (
        <DetailsStep of={payout} />
      ) : (
        <NobodyToPay title="All bank accounts are retired" />
      )}
    </Dialog>
  );
}

function NobodyToPay({ title }: { title: string }) {
  const mayOperate = useMay("OPERATE");
  return (
    <EmptyState
      title={title}
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
  );
}
