import { usePolled } from "../api";
import { graphql } from "../gql";

const IFSC = graphql(`
  query Ifsc($code: String!) {
    ifsc(code: $code) {
      bankName
      branchName
      city
      warnings
    }
  }
`);

const WELL_FORMED = /^[A-Z]{4}0[A-Z0-9]{6}$/;

/** The bank and branch of an IFSC; undefined until known, and for a code that cannot be one. */
export function useIfsc(code: string) {
  const enabled = WELL_FORMED.test(code);
  const { data } = usePolled(IFSC, { code }, { everyMs: false, enabled });
  const found = enabled ? data?.ifsc : undefined;
  if (!found) return undefined;
  const { bankName, branchName, city, warnings } = found;
  // Many a branch is named after its city.
  const isNamedSo = city && branchName?.toUpperCase().includes(city.toUpperCase());
  const place = [bankName, branchName, isNamedSo ? null : city].filter(Boolean).join(", ");
  return { place, warnings };
}
