import type { ReactNode } from "react";
import { useFeeTerms } from "./feeTerms";
import { feeText } from "./feeText";

/** What the merchant is charged, and where it is for GST. Nothing until it is known. */
export function FeeFacts({ merchantId }: { merchantId: string }) {
  const { terms, error } = useFeeTerms(merchantId);
  if (!terms) {
    return error ? <Fact name="Fees">Couldn't load the fees. Reload to try again.</Fact> : null;
  }
  const { plan, taxProfile } = terms;
  return (
    <>
      <Fact name="Fees">{feeText(plan)}</Fact>
      {taxProfile && (
        <Fact name="GST">
          {taxProfile.gstin ?? "Not registered"}, {taxProfile.state}
        </Fact>
      )}
    </>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="min-w-0 sm:col-span-3">
      <dt className="text-soft">{name}</dt>
      <dd className="wrap-anywhere">{children}</dd>
    </div>
  );
}
