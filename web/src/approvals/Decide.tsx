import { useId, useState } from "react";
import { FormDialog } from "../forms/FormDialog";
import { ForMerchant } from "../merchants/ForMerchant";
import { formatRupees } from "../money";
import { announce } from "../navigation/announcer";
import { Button, TextField } from "../ui";
import { type Decision, type Subject, useDecision } from "./decisions";

type Props = {
  of: Subject;
  paise: number;
  /** What is decided about, in words: `to Kaveri Silks`, `for 30 payouts`. */
  what: string;
  /** So many more people have to approve, this one among them. */
  missing: number;
};

/** Approve or reject: each asks first. */
export function Decide(props: Props) {
  const [asked, setAsked] = useState<Decision | null>(null);
  return (
    <div className="flex flex-wrap gap-2 print:hidden">
      <Button kind="primary" onClick={() => setAsked("approve")}>
        Approve
      </Button>
      <Button onClick={() => setAsked("reject")}>Reject</Button>
      {asked && <AskFirst {...props} decision={asked} onEnd={() => setAsked(null)} />}
    </div>
  );
}

type AskProps = Props & { decision: Decision; onEnd: () => void };

/** The focus is on the button that decides nothing, and Enter in the field does nothing. */
function AskFirst({ of, paise, what, missing, decision, onEnd }: AskProps) {
  const [remark, setRemark] = useState("");
  const about = useId();
  const isApproval = decision === "approve";
  const verb = isApproval ? "Approve" : "Reject";
  const { errors, isSending, send } = useDecision(of, decision, () => {
    announce(isApproval ? "Approved" : "Rejected");
    onEnd();
  });
  return (
    <FormDialog
      title={"batchId" in of ? `${verb} batch` : `${verb} payout`}
      submit={`${verb} ${formatRupees(paise)}`}
      isSending={isSending}
      error={errors.form}
      onSubmit={() => send(remark.trim())}
      onClose={onEnd}
      leave="Decide later"
      asks={about}
      isStep
    >
      <div id={about} className="grid gap-2 text-sm text-pretty">
        <ForMerchant />
        <p className="wrap-anywhere">
          {formatRupees(paise)} {what}.{" "}
          {!isApproval
            ? "It's never sent, it ends as failed, and the money is available again as soon as the bank confirms."
            : missing > 1
              ? `${missing - 1} more ${missing === 2 ? "person has" : "people have"} to approve after you.`
              : "It's sent as soon as you approve it, or at the time that it's scheduled for."}{" "}
          You can't undo it.
        </p>
      </div>
      <TextField
        label={isApproval ? "Remark (optional)" : "Why"}
        value={remark}
        onChange={({ target }) => setRemark(target.value)}
        onKeyDown={(event) => event.key === "Enter" && event.preventDefault()}
        error={errors.remark}
        maxLength={300}
        autoComplete="off"
      />
    </FormDialog>
  );
}
