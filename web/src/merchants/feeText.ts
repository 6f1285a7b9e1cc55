import { formatRupees } from "../money";

type Band = { rail: string; upToPaise?: number | null; feePaise: number };
export type FeePlan = {
  bands: Band[];
  gstBasisPoints: number;
  followsDefault: boolean;
  refundOnReturn: boolean;
};

/** What a merchant is charged for a payout, in a sentence or two. */
export function feeText(plan?: FeePlan | null): string {
  if (!plan || plan.bands.length === 0) return "Nothing is charged for payouts.";
  const bands = plan.bands.map(({ rail, upToPaise, feePaise }) => {
    const limit = upToPaise ? ` up to ${formatRupees(upToPaise)}` : "";
    return `${rail}${limit} ${feePaise ? formatRupees(feePaise) : "free"}`;
  });
  const whose = plan.followsDefault ? " This is the default plan." : "";
  const kept = plan.refundOnReturn ? "" : " It is kept if the money comes back.";
  return `${bands.join(", ")}; and ${plan.gstBasisPoints / 100} % GST on the fee.${kept}${whose}`;
}
