import { useState } from "react";
import { go, useLocation } from "../navigation/navigation";
import { Dialog, EmptyState, ErrorState, SkeletonRows } from "../ui";
import { AccountMenu } from "./AccountMenu";
import { inOrder, useAccounts } from "./accounts";
import { RenameAccount } from "./RenameAccount";
import { RetireAccount } from "./RetireAccount";
import { VerifyAccount } from "./VerifyAccount";

export type Step = "menu" | "rename" | "verify" | "retire";

/** What an operator may do with the account named in the address. */
export function ManageAccount({ merchantId }: { merchantId: string }) {
  const { filters } = useLocation();
  const { data, error, refetch } = useAccounts(merchantId);
  const [step, setStep] = useState<Step>("menu");
  const close = () => go({ dialog: null, filters: { ...filters, account: "" } }, { replace: true });
  const account = inOrder(data?.merchant?.bankAccounts ?? []).find(
    ({ id }) => id === filters.account,
  );
  if (!account) {
    return (
      <Dialog title="Bank account" onClose={close}>
        {data ? (
          <EmptyState title="Bank account not found">The link may be wrong.</EmptyState>
        ) : error ? (
          <ErrorState what="the bank account" error={error} onRetry={() => void refetch()} />
        ) : (
          <SkeletonRows what="the bank account" count={3} />
        )}
      </Dialog>
    );
  }
  const back = () => setStep("menu");
  switch (step) {
    case "rename":
      return <RenameAccount account={account} onCancel={back} onDone={close} />;
    case "verify":
      return <VerifyAccount account={account} onCancel={back} onDone={close} />;
    case "retire":
      return <RetireAccount account={account} onCancel={back} onDone={close} />;
    case "menu":
      return <AccountMenu account={account} onStep={setStep} onDone={close} />;
  }
}
