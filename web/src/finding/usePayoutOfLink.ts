import { useEffect } from "react";
import { usePolled } from "../api";
import { go, useLocation } from "../navigation/navigation";
import type { Viewer } from "../session/useViewer";
import { FIND_PAYOUT } from "./findPayout";

/**
 * Follows a link that names a payout by its UTR, or by its id without its merchant: finds it, and replaces the address
 * by the payout's own. Null for any other address. A merchant's user needs no search for an id.
 */
export function usePayoutOfLink(viewer: Viewer | undefined) {
  const location = useLocation();
  const isOpen = location.merchant === null && !viewer?.merchantId;
  const quoted = location.utr ?? (isOpen ? location.payout : null);
  const { data, error, refetch } = usePolled(
    FIND_PAYOUT,
    { quoted: quoted ?? "", id: quoted ?? "" },
    { enabled: quoted !== null && viewer !== undefined, everyMs: false },
  );
  const answer = quoted === null ? undefined : data;
  const payout = location.utr ? answer?.payoutByUtr : answer?.payout;
  const isForeign = location.merchant !== null && payout?.merchant.id !== location.merchant;
  const found = isForeign ? null : payout;

  useEffect(() => {
    if (!found) return;
    const { id, merchant } = found;
    go({ ...location, merchant: merchant.id, payout: id, utr: null }, { replace: true });
  }, [found, location]);

  if (quoted === null) return null;
  return {
    isMissing: answer !== undefined && !found,
    error: answer ? null : error,
    refetch: () => void refetch(),
  };
}
