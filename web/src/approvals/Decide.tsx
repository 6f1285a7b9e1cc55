import { useId, useState } from "react";
import { FormDialog } from "../forms/FormDialog";
import { ForMerchant } from "../merchants/ForMerchant";
import { formatRupees } from "../money";
import { announce } from "../navigation/announcer";
import { Button, TextField } from "../ui";
import { type Decision, type Subject, useDecision } from "./decisions";

/** As it was when it was asked about: the server refuses if something else waits by then. */
export type Asked = {
  of: Subject;
  paise: number;
  /** What is decided about, in words: `to Kaveri Silks`, `for 30 payouts`. */
  what: string;
  /** So many more people have to approve, this one among them. */
  missing: number;
  decision: Decision;
};

type Props = { about: Omit<Asked, "decision">; onAsk: (asked: Asked) => void };

/** Approve or reject: `AskFirst` asks, and is drawn by what outlives the wait. */
export function Decide({ about, onAsk }: Props) {
  return (
    <div className="flex flex-wrap gap-2 print:hidden">
      <Button kind="primary" onClick={() => onAsk({ ...about, decision: "approve" })}>
        Approve
      </Button>
      <Button onClick={() => onAsk({ ...about, decision: "reject" })}>Reject</Button>
    </div>
  );
}

/** The focus is on the button that decides nothing, and Enter in the field does nothing. */
export function AskFirst({ asked, onEnd }: { asked: Asked; onEnd: () => void }) {
  const { of, paise, what, decision } = asked;
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
          {formatRupees(paise)} {what}. {consequence(asked)} You can't undo it.
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

export function consequence({ of, missing, decision }: Pick<Asked, "of" | "missing" | "decision">) {
  const isBatch = "batchId" in of;
  if (decision === "reject") {
    return isBatch
      ? "They're never sent, they end as failed, and the money is available again as soon as the bank confirms."
      : "It's never sent, it ends as failed, and the money is available again as soon as the bank confirms.";
  }
  if (missing > 1)
    return `${missing - 1} more ${missing === 2 ? "person has" : "people have"} to approve after you.`;
  return isBatch
    ? "They're sent as soon as you approve them, or at the time that they're scheduled for."
    : "It's sent as soon as you approve it, or at the time that it's scheduled for.";
}
