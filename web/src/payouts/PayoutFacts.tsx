import type { ReactNode } from "react";
import { type FragmentType, graphql, readFragment } from "../gql";
import type { PayoutFactsFragment } from "../gql/graphql";
import { Link } from "../navigation/Link";
import { CopyButton, HIT_AREA, Money } from "../ui";
import { purposeText } from "./purpose";
import { scheduleText } from "./scheduleText";

const PAYOUT_FACTS = graphql(`
  fragment PayoutFacts on Payout {
    reference
    clientReference
    narration
    purpose
    batch {
      id
      name
    }
    batchRow
    retryOf
    notBefore
    coolingOffUntil
    owedCompensationPaise
    owedCompensationWords
    rail {
      rail
      chosenBy
      expectedBy
    }
    utrLooks
    fee {
      feePaise
      taxPaise
      igstPaise
      refunded
    }
    totalCostPaise
    status
    failure {
      code
    }
    madeBy {
      kind
      name
    }
  }
`);

/** What the merchant has said of the payout, and who made it: in two columns where there is room. */
export function PayoutFacts({ payout }: { payout: FragmentType<typeof PAYOUT_FACTS> }) {
  const facts = readFragment(PAYOUT_FACTS, payout);
  const { reference, narration, purpose, batch, batchRow, retryOf, notBefore, madeBy, rail, fee } =
    facts;
  const named = facts.clientReference;
  const code = facts.failure?.code;
  const isOpen = facts.status === "PENDING" || facts.status === "PROCESSING";
  const words = [reference, named, narration, purpose];
  const said = [...words, batch, retryOf, madeBy, code, notBefore, rail, fee];
  if (!said.some(Boolean)) return null;
  return (
    <dl className="grid gap-x-8 gap-y-4 text-sm min-[22rem]:grid-cols-2">
      {reference && (
        <Fact name="Reference">
          <span className="min-w-0 wrap-anywhere">{reference}</span>{" "}
          <CopyButton text={reference} what="Reference" />
        </Fact>
      )}
      {named && (
        <Fact name="Client reference">
          <span className="min-w-0 wrap-anywhere">{named}</span>{" "}
          <CopyButton text={named} what="Client reference" />
        </Fact>
      )}
      {narration && <Fact name="Narration">{narration}</Fact>}
      {purpose && <Fact name="Purpose">{purposeText(purpose)}</Fact>}
      {madeBy && <Fact name="Made by">{makerText(madeBy)}</Fact>}
      {retryOf && (
        <Fact name="Pays again">
          <Link to={{ view: "payouts", payout: retryOf }} className={`underline ${HIT_AREA}`}>
            An earlier payout
          </Link>
        </Fact>
      )}
      {notBefore && (
        <Fact name="Send on">
          <span className="min-w-0">
            {scheduleText(notBefore)}
            {facts.coolingOffUntil && (
              <span className="text-soft"> (cooling off: the account was new)</span>
            )}
          </span>
        </Fact>
      )}
      {rail && (
        <Fact name="Rail">
          {rail.rail}
          {rail.chosenBy === "CALLER" && ", as asked for"}
        </Fact>
      )}
      {fee && fee.feePaise > 0 && (
        <>
          <Fact name={fee.refunded ? "Fee, given back" : "Fee"}>
            <Money paise={fee.feePaise} />
          </Fact>
          <Fact name={fee.igstPaise > 0 ? "GST on the fee (IGST)" : "GST on the fee (CGST, SGST)"}>
            <Money paise={fee.taxPaise} />
          </Fact>
          <Fact name="Total cost">
            <Money paise={facts.totalCostPaise} />
          </Fact>
        </>
      )}
      {isOpen && rail?.expectedBy && (
        <Fact name="Expected by">
          <time dateTime={rail.expectedBy}>{scheduleText(rail.expectedBy)}</time>
        </Fact>
      )}
      {facts.owedCompensationPaise ? (
        <Fact name="Owed by the bank">{facts.owedCompensationWords}</Fact>
      ) : null}
      {facts.utrLooks === "UNUSUAL" && (
        <Fact name="UTR check">Looks unusual; you need do nothing</Fact>
      )}
      {code && (
        <Fact name="Failure code">
          <code className="min-w-0 text-xs wrap-anywhere">
            {code.split(/(?<=_)/).map((part) => (
              <span key={part}>
                {part}
                <wbr />
              </span>
            ))}
          </code>{" "}
          <CopyButton text={code} what="Failure code" />
        </Fact>
      )}
      {batch && (
        <Fact name="Batch">
          <span className="min-w-0 wrap-anywhere">
            <Link
              to={{ view: "payouts/batches", item: batch.id, payout: null, filters: {} }}
              className={`underline ${HIT_AREA}`}
            >
              {batch.name}
            </Link>
            {batchRow ? `, row ${batchRow}` : ""}
          </span>
        </Fact>
      )}
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-soft">{name}</dt>
      <dd className="flex min-w-0 items-center gap-2 wrap-anywhere">{children}</dd>
    </div>
  );
}

type Maker = NonNullable<PayoutFactsFragment["madeBy"]>;

/** The server names nobody else than the merchant's own to the merchant. */
export function makerText({ kind, name }: Maker): string {
  switch (kind) {
    case "KEY":
      return name ? `API key ${name}` : "Your operator's API key";
    case "PERSON":
      return name ?? "Your operator";
    case "COMMAND":
      return "A command on the server";
    case "SYSTEM":
      return "The engine";
    case "OPEN":
      return "Anybody, by open access";
    default:
      return "Not known";
  }
}
