import { sendEarly } from "../api/early";
import { readFragment } from "../gql/fragment-masking";
import {
  type ArrivalQuery,
  BalanceDocument,
  BalanceHistoryDocument,
  MerchantRowFragmentDoc,
  PayoutsPageDocument,
} from "../gql/graphql";
import { byName, chosenMerchant, rememberedMerchant } from "../merchants/chosenMerchant";
import { locationOf } from "../navigation/location";
import { ARRIVAL, START } from "./documents";

/** The points of the overview's chart. */
export const POINTS = 60;
/** The rows of its list of payouts. */
export const RECENT = 5;

/** The merchant that the page's first requests were about, or null. */
export type FirstMerchant = string | null;

/**
 * Sends what the page will ask for first, while most of its code is still on the way. Returns the merchant in the
 * address, else the one shown last.
 */
export function sendFirstRequests(): FirstMerchant {
  const { merchant: inAddress, view } = locationOf(window.location);
  const isOverview = view === "overview";
  const merchant = inAddress ?? rememberedMerchant();
  if (merchant) {
    void sendEarly(START, { merchantId: merchant });
    if (isOverview) sendRestOfOverview(merchant);
    return merchant;
  }
  const arrival = sendEarly(ARRIVAL, {});
  if (isOverview)
    void arrival.then(
      ({ text }) => sendOverviewOfTheChosen(text),
      () => undefined,
    );
  return null;
}

function sendRestOfOverview(merchantId: string) {
  void sendEarly(BalanceHistoryDocument, { merchantId, points: POINTS });
  void sendEarly(PayoutsPageDocument, { merchantId, first: RECENT });
}

/** Nothing follows a refusal or a text that is no answer: the page asks again and tells. */
function sendOverviewOfTheChosen(text: string) {
  const merchant = chosenOf(text);
  if (!merchant) return;
  void sendEarly(BalanceDocument, { merchantId: merchant.id });
  sendRestOfOverview(merchant.id);
}

function chosenOf(text: string) {
  try {
    const { data, errors } = JSON.parse(text) as { data?: ArrivalQuery; errors?: unknown };
    return data && !errors ? firstChosen(data) : null;
  } catch {
    return null;
  }
}

/** The merchant that the page shows to a visitor who has named none. */
export function firstChosen(arrival: ArrivalQuery) {
  const rows = arrival.merchants.edges.map(({ node }) =>
    readFragment(MerchantRowFragmentDoc, node),
  );
  return chosenMerchant(rows.sort(byName), null, null);
}
