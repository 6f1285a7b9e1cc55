import { useState } from "react";
import { type FragmentType, graphql, readFragment } from "../gql";
import type { ApprovalNoticeFragment } from "../gql/graphql";
import { Time } from "../ui";
import { approvedText, headingOf } from "./approvalText";
import { type Asked, AskFirst, Decide } from "./Decide";

const APPROVAL_NOTICE = graphql(`
  fragment ApprovalNotice on Payout {
    id
    amountPaise
    bankAccount {
      accountHolderName
    }
    batch {
      id
    }
    approval {
      people
      missing
      outcome
      expiresAt
      mayDecide
      subject
      approvedBy {
        person
        remark
        at
      }
      rejectedBy {
        person
        remark
        at
      }
    }
  }
`);

type Approval = NonNullable<ApprovalNoticeFragment["approval"]>;

/** Who has approved a payout that needs it, who has yet to, and until when; and the buttons for who may decide. */
export function ApprovalNotice({ payout }: { payout: FragmentType<typeof APPROVAL_NOTICE> }) {
  const { id, amountPaise, bankAccount, approval } = readFragment(APPROVAL_NOTICE, payout);
  const [asked, setAsked] = useState<Asked | null>(null);
  if (!approval) return null;
  const isWaiting = approval.outcome === "WAITING";
  const heading = headingOf(approval.outcome);
  return (
    <section
      aria-label={heading}
      className={
        isWaiting
          ? "grid gap-3 rounded-lg border border-wait bg-wait-quiet px-4 py-3 text-sm"
          : "grid gap-3 rounded-lg border border-line px-4 py-3 text-sm"
      }
    >
      <h3 className={isWaiting ? "font-semibold text-wait" : "font-semibold"}>{heading}</h3>
      <p aria-live="polite">
        {approvedText(approval)}
        {isWaiting && (
          <>
            {" "}
            Without {approval.missing === approval.people ? "that" : "the others"} by{" "}
            <Time at={approval.expiresAt} isExact hasZone /> it fails, unsent.
          </>
        )}
      </p>
      <Decisions approval={approval} />
      {approval.mayDecide && (
        <Decide
          about={{
            of: { payoutId: id, subject: approval.subject },
            paise: amountPaise,
            what: `to ${bankAccount.accountHolderName}`,
            missing: approval.missing,
          }}
          onAsk={setAsked}
        />
      )}
      {asked && <AskFirst asked={asked} onEnd={() => setAsked(null)} />}
    </section>
  );
}

function Decisions({ approval: { approvedBy, rejectedBy } }: { approval: Approval }) {
  const all = [
    ...approvedBy.map((it) => ({ ...it, said: "approved" })),
    ...rejectedBy.map((it) => ({ ...it, said: "rejected" })),
  ];
  if (all.length === 0) return null;
  return (
    <ul className="grid gap-1.5">
      {all.map(({ person, said, at, remark }) => (
        <li key={`${person} ${at}`} className="wrap-anywhere">
          <span className="font-medium">{person}</span> {said} it <Time at={at} hasZone />
          {remark && <span className="block text-soft">{remark}</span>}
        </li>
      ))}
    </ul>
  );
}
