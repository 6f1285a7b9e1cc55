import { usePolled } from "../api";
import { useBalance } from "../balance/useBalance";
import { graphql } from "../gql";
import type { PayoutAccountsQuery } from "../gql/graphql";
import { SuspendedNotice } from "../merchants/SuspendedNotice";
import { Link } from "../navigation/Link";
import { useLocation } from "../navigation/navigation";
import { useLayer } from "../navigation/useLayer";
import { useMay } from "../session/useViewer";
import { buttonClasses, EmptyState, ErrorState, Skeleton } from "../ui";
import { Column } from "./Column";
import { DetailsStep } from "./DetailsStep";
import { KeyForgotten } from "./KeyForgotten";
import { Part } from "./Part";
import { PayoutAccepted } from "./PayoutAccepted";
import { recentOf } from "./payeeOrder";
import { ReviewStep } from "./ReviewStep";
import { useCreatePayout } from "./useCreatePayout";
import { type PayingMerchant, usePayoutDraft } from "./usePayoutDraft";
import { type Filled, usePrefill } from "./usePrefill";

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
        nickname
        accountNumberMasked
        ifscCode
        bankName
        accountType
        createdAt
        retiredAt
      }
    }
    newest: payouts(merchantId: $merchantId, first: 50) {
      edges {
        node {
          bankAccount {
            id
          }
        }
      }
    }
  }
`);

/** A page of one column: whom, how much and why; then a review, and what came of it. */
export function NewPayout({ merchantId }: { merchantId: string }) {
  const { data, error, refetch } = usePolled(ACCOUNTS, { merchantId }, { everyMs: 60_000 });
  const merchant = data?.merchant;
  const accounts = merchant?.bankAccounts;
  const filled = usePrefill({ merchantId, accounts, refetch });
  if (data && merchant && filled !== undefined && merchant.bankAccounts.length > 0) {
    const { engine, newest } = data;
    const recent = recentOf(newest.edges.map(({ node }) => node.bankAccount.id));
    return <Steps key={filled?.count} {...{ merchantId, merchant, engine, recent, filled }} />;
  }
  return (
    <Column step="New payout">
      <Part title="Whom to pay">
        {accounts && filled !== undefined ? (
          merchant.isActive ? (
            <NobodyToPay title="No beneficiaries yet" />
          ) : (
            <Stopped merchant={merchant} />
          )
        ) : error ? (
          <ErrorState what="the beneficiaries" error={error} onRetry={() => void refetch()} />
        ) : (
          <div role="status" className="grid gap-5">
            <span className="sr-only">Loading the beneficiaries…</span>
            <Skeleton className="h-11 w-full" />
            <Skeleton className="h-11 w-full" />
          </div>
        )}
      </Part>
    </Column>
  );
}

type StepsProps = {
  merchantId: string;
  merchant: NonNullable<PayoutAccountsQuery["merchant"]>;
  engine: PayoutAccountsQuery["engine"];
  recent: string[];
  filled: Filled | null;
};

function Steps({ merchantId, merchant, engine, recent, filled }: StepsProps) {
  const location = useLocation();
  const availablePaise = useBalance(merchantId).data?.balance.availablePaise;
  const create = useCreatePayout(merchantId);
  const payout = usePayoutDraft({
    merchantId,
    merchant,
    accounts: merchant.bankAccounts,
    availablePaise,
    windowSeconds: engine.idempotencyWindowSeconds,
    create,
    recent,
    filled,
  });
  const { outcome } = create;
  const { step, contents, account } = payout;
  const isOver = outcome?.kind === "accepted" || outcome?.kind === "forgotten";
  const isReview = step === "review" && contents !== undefined && !isOver;
  const isCovered = Boolean(location.dialog || location.payout);
  // Back leads to the details; while a request is out it waits, as the button does. What lies above has its own Back.
  useLayer(isReview && !isCovered, () => create.isSending || payout.goBack());
  if (outcome?.kind === "accepted") {
    return (
      <Column step="Payout accepted">
        <Part title="Payout accepted">
          <PayoutAccepted success={outcome.success} onAnother={create.clear} />
        </Part>
      </Column>
    );
  }
  if (outcome?.kind === "forgotten") {
    return (
      <Column step="Already made">
        <Part title="Already made">
          <KeyForgotten forgotten={outcome.forgotten} onAnother={create.clear} />
        </Part>
      </Column>
    );
  }
  if (step === "review" && contents && account) {
    return (
      <Column step="Review payout">
        <Part title="Review">
          <ReviewStep of={payout} contents={contents} account={account} />
        </Part>
      </Column>
    );
  }
  // The details also hold what was sent without a response: the server replays it, though the account was retired or
  // the merchant suspended since.
  const hasSent = payout.draft.sent.length > 0;
  const isOpen = merchant.isActive && payout.payees.length > 0;
  return (
    <Column step="New payout">
      {isOpen || hasSent ? (
        <DetailsStep of={payout} />
      ) : (
        <Part title="Whom to pay">
          {merchant.isActive ? (
            <NobodyToPay title="All beneficiaries are retired" />
          ) : (
            <Stopped merchant={merchant} />
          )}
        </Part>
      )}
    </Column>
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
  const mayAdd = useMay("BENEFICIARIES");
  return (
    <EmptyState
      title={title}
      action={
        mayAdd && (
          <Link to={{ dialog: "add-account" }} className={buttonClasses("primary")}>
            Add beneficiary
          </Link>
        )
      }
    >
      {mayAdd ? "Add one to start paying." : "Ask your administrator to add one."}
    </EmptyState>
  );
}
