import type { ReactNode } from "react";
import { usePolled } from "../api";
import { graphql } from "../gql";
import { feeText } from "./feeText";

const FEE_TERMS = graphql(`
  query FeeTerms($merchantId: ID!) {
    feeTerms(merchantId: $merchantId) {
      plan {
        bands {
          rail
          upToPaise
          feePaise
        }
        gstBasisPoints
        followsDefault
        refundOnReturn
      }
      taxProfile {
        gstin
        state
      }
    }
  }
`);

/** What the merchant is charged, and where it is for GST. Nothing until it is known. */
export function FeeFacts({ merchantId }: { merchantId: string }) {
  const { data } = usePolled(FEE_TERMS, { merchantId }, { everyMs: 60_000 });
  if (!data) return null;
  const { plan, taxProfile } = data.feeTerms;
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
