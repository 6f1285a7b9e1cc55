import { purposeText } from "../payouts/purpose";
import { scheduleText } from "../payouts/scheduleText";
import { givenDetails } from "./detailRules";
import type { Details } from "./details";

/** What the payout will say about itself. */
export function GivenDetails({ details }: { details: Details }) {
  const { reference, narration, purpose, notBefore } = givenDetails(details);
  const facts = [
    ["Reference", reference],
    ["Narration", narration],
    ["Purpose", purpose && purposeText(purpose)],
    ["Send on", notBefore && scheduleText(notBefore)],
  ].filter(([, text]) => text);
  if (facts.length === 0) return null;
  return (
    <dl className="grid gap-x-6 gap-y-2 text-sm sm:grid-cols-[7rem_minmax(0,1fr)]">
      {facts.map(([name, text]) => (
        <div key={name} className="contents">
          <dt className="text-soft max-sm:-mb-2">{name}</dt>
          <dd className="wrap-anywhere">{text}</dd>
        </div>
      ))}
    </dl>
  );
}
