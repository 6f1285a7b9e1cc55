import { useState } from "react";
import { MAKE_PRIMARY, RESTORE } from "../bank-accounts/accountVerbs";
import { CHECK_NAME, verdictText } from "../bank-accounts/nameCheck";
import { RenameAccount } from "../bank-accounts/RenameAccount";
import { RetireAccount } from "../bank-accounts/RetireAccount";
import { VerifyAccount } from "../bank-accounts/VerifyAccount";
import { FormError } from "../forms/FormError";
import { useVerb } from "../forms/useVerb";
import { announce } from "../navigation/announcer";
import { useMay } from "../session/useViewer";
import { Button } from "../ui";
import type { Beneficiary } from "./beneficiaryList";
import { LabelBeneficiary } from "./LabelBeneficiary";
import { PayButton } from "./PayButton";

type Step = "label" | "rename" | "verify" | "retire";
type Props = { merchantId: string; account: Beneficiary };

/** What the viewer may do with this account. At once happens only what another click takes back. */
export function BeneficiaryActions({ merchantId, account }: Props) {
  const [step, setStep] = useState<Step | null>(null);
  const mayPay = useMay("PAYOUTS");
  const mayChange = useMay("BENEFICIARIES");
  const mayOperate = useMay("OPERATE");
  const name = account.accountHolderName;
  const primary = useVerb(MAKE_PRIMARY, {
    onDone: () => announce(`${name} is now the primary account`),
  });
  const restored = useVerb(RESTORE, { onDone: () => announce(`${name} restored`) });
  const [unanswered, setUnanswered] = useState(false);
  const check = useVerb(CHECK_NAME, {
    onDone: ({ accountCheck: { verdict } }) => {
      setUnanswered(verdict === "UNAVAILABLE");
      announce(verdictText(verdict));
    },
  });
  const variables = { input: { bankAccountId: account.id } };
  const isSending = primary.isSending || restored.isSending || check.isSending;
  // What one of them was refused for must not stand over the next one.
  const run = (verb: typeof primary | typeof restored | typeof check) => {
    if (isSending) return;
    setUnanswered(false);
    for (const each of [primary, restored, check]) each.refuse({});
    verb.send(variables);
  };
  const close = () => setStep(null);
  return (
    <div className="grid gap-3 print:hidden">
      {/* Takes the focus of a button that leaves it. */}
      <div tabIndex={-1} className="flex flex-wrap gap-2 outline-none">
        {mayPay && !account.retiredAt && <PayButton accountId={account.id} />}
        {mayChange && <Button onClick={() => setStep("label")}>Nickname and group</Button>}
        {mayChange && !account.retiredAt && (
          <Button aria-disabled={isSending} onClick={() => run(check)}>
            {check.isSending ? "Asking the bank…" : "Check name"}
          </Button>
        )}
        {mayOperate && <Button onClick={() => setStep("rename")}>Rename</Button>}
        {mayOperate && !account.isVerified && (
          <Button onClick={() => setStep("verify")}>Mark as verified</Button>
        )}
        {mayOperate && !account.isPrimary && !account.retiredAt && (
          <Button aria-disabled={isSending} onClick={() => run(primary)}>
            Make primary
          </Button>
        )}
        {mayChange && !account.retiredAt && (
          <Button onClick={() => setStep("retire")}>Retire</Button>
        )}
        {mayOperate && account.retiredAt && (
          <Button aria-disabled={isSending} onClick={() => run(restored)}>
            Restore
          </Button>
        )}
      </div>
      <FormError error={primary.errors.form ?? restored.errors.form ?? check.errors.form} />
      {unanswered && <p className="text-sm text-wait">{verdictText("UNAVAILABLE")}</p>}
      {step === "label" && (
        <LabelBeneficiary merchantId={merchantId} account={account} onDone={close} />
      )}
      {step === "rename" && <RenameAccount account={account} onCancel={close} onDone={close} />}
      {step === "verify" && <VerifyAccount account={account} onCancel={close} onDone={close} />}
      {step === "retire" && <RetireAccount account={account} onCancel={close} onDone={close} />}
    </div>
  );
}
