import { go } from "../navigation/navigation";
import { Button } from "../ui";
import { useNeighbours } from "./shownPayouts";

/** From a payout to the one before or after it in the list that it was opened from. */
export function PayoutSteps({ payoutId }: { payoutId: string }) {
  const neighbours = useNeighbours(payoutId);
  if (!neighbours) return null;
  const { previous, next } = neighbours;
  return (
    <div className="mb-4 flex gap-2 print:hidden">
      <Step text="Previous" to={previous} />
      <Step text="Next" to={next} />
    </div>
  );
}

function Step({ text, to }: { text: string; to: string | null }) {
  // Each step replaces the address: Back leads to the list, not through every payout that was looked at.
  return (
    <Button
      isSmall
      aria-disabled={to === null}
      onClick={() => to !== null && go({ payout: to }, { replace: true })}
    >
      {text}
    </Button>
  );
}
