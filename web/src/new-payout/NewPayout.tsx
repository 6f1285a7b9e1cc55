import { usePolled } from "../api";
import { useBalance } from "../balance/useBalance";
import { graphql } from "../gql";
import type { PayoutAccountsQuery } from "../gql/graphql";
import { SuspendedNotice } from "../merchants/SuspendedNotice";
import { Link } from "../navigation/Link";
import { go } from "../navigation/navigation";
import { useMay } from "../session/useViewer";
import { buttonClasses, Dialog, EmptyState, ErrorState, Skeleton } from "../ui";
import { DetailsStep } from "./DetailsStep";
import { KeyForgotten } from "./KeyForgotten";
import { PayoutAccepted } from "./PayoutAccepted";
import { ReviewStep } from "./ReviewStep";
import { useCreatePayout } from "./useCreatePayout";
import { type PayingMerchant, usePayoutDraft } from "./usePayoutDraft";

const ACCOUNTS = graphql(`
  query PayoutAccounts($merchantId: ID!) {
    engine {
      idempotencyWindowSeconds
    }
    merchant(id: $merchantId) {
      name
      isActive
      suspendedAt
      suspensionReason
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
  const merchant = data?.merchant;
  const accounts = merchant?.bankAccounts;
  if (data && merchant && merchant.bankAccounts.length > 0)
    return <Steps merchantId={merchantId} merchant={merchant} engine={data.engine} />;
  return (
    <Dialog title="New payout" onClose={close}>
      {accounts ? (
        merchant.isActive ? (
          <NobodyToPay title="No bank accounts yet" />
        ) : (
          <Stopped merchant={merchant} />
        )
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

type StepsProps = {
  merchantId: string;
  merchant: NonNullable<PayoutAccountsQuery["merchant"]>;
  engine: PayoutAccountsQuery["engine"];
};

/** One dialog whose title says the step: details, review, and what came of it. */
function Steps({ merchantId, merchant, engine }: StepsProps) {
  const availablePaise = useBalance(merchantId).data?.balance.availablePaise;
  const create = useCreatePayout(merchantId);
  const payout = usePayoutDraft({
    merchantId,
    merchant,
    accounts: merchant.bankAccounts,
    availablePaise,
    windowSeconds: engine.idempotencyWindowSeconds,
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
      // While a request is out Back waits, as the button does.
      <Dialog
        title="Review payout"
        onClose={close}
        onBack={() => create.isSending || payout.goBack()}
      >
        <ReviewStep of={payout} contents={contents} account={account} />
      </Dialog>
    );
  }
  // The details also hold what was sent without a response: the server replays it, though the account was retired or
  // the merchant suspended since.
  const hasSent = payout.draft.sent.length > 0;
  return (
    <Dialog title="New payout" onClose={close}>
      {!merchant.isActive && !hasSent ? (
        <Stopped merchant={merchant} />
      ) : payout.payees.length > 0 || hasSent ? (
        <DetailsStep of={payout} />
      ) : (
        <NobodyToPay title="All bank accounts are retired" />
      )}
    </Dialog>
  );
}

/** Told before the form is filled in. */
function Stopped({ merchant }: { merchant: PayingMerchant }) {
  const mayOperate = useMay("OPERATE");
  return (
    <div className="grid gap-4">
      <SuspendedNotice merchant={merchant} />
      {mayOperate && (
        <Link to={{ dialog: "reopen-merchant" }} className={buttonClasses()}>
          Reopen merchant
        </Link>
      )}
    </div>
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
