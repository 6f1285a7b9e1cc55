import { go } from "../navigation/navigation";
import { editDraft } from "../new-payout/draftStore";
import { Button } from "../ui";

/** Opens the payment form with this payee chosen. */
export function PayButton({ merchantId, accountId }: { merchantId: string; accountId: string }) {
  const open = () => {
    editDraft(merchantId, { bankAccountId: accountId });
    go({ dialog: "new-payout" });
  };
  return <Button onClick={open}>Pay</Button>;
}
