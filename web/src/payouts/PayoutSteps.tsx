import { Button } from "../ui";
import { type Neighbour, stepTo, useNeighbours } from "./shownPayouts";

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

function Step({ text, to }: { text: string; to: Neighbour | null }) {
  return (
    <Button isSmall aria-disabled={to === null} onClick={() => to !== null && stepTo(to)}>
      {text}
    </Button>
  );
}
