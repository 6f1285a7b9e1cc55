import { sendEarly } from "../api/early";
import { readFragment } from "../gql/fragment-masking";
import {
  type ArrivalQuery,
  type BalanceBucket,
  BalanceDocument,
  BalanceHistoryDocument,
  MerchantRowFragmentDoc,
  PayoutsPageDocument,
} from "../gql/graphql";
import { byName, chosenMerchant, rememberedMerchant } from "../merchants/chosenMerchant";
import { locationOf } from "../navigation/location";
import type { Instant } from "../time/india";
import { daysOf, monthsOf, type Range, rangeOf } from "../time/ranges";
import { ARRIVAL, START } from "./documents";

/** The rows of its list of payouts. */
export const RECENT = 5;

/** The merchant that the page's first requests were about, or null. */
export type FirstMerchant = string | null;

/**
 * Sends what the page will ask for first, while most of its code is still on the way. Returns the merchant in the
 * address, else the one shown last.
 */
export function sendFirstRequests(): FirstMerchant {
  const { merchant: inAddress, view, filters } = locationOf(window.location);
  const range = rangeOf(filters.range);
  const isOverview = view === "overview";
  const merchant = inAddress ?? rememberedMerchant();
  if (merchant) {
    void sendEarly(START, { merchantId: merchant });
    if (isOverview) sendRestOfOverview(merchant, range);
    return merchant;
  }
  const arrival = sendEarly(ARRIVAL, {});
  if (isOverview)
    void arrival.then(
      ({ text }) => sendOverviewOfTheChosen(text, range),
      () => undefined,
    );
  return null;
}

function sendRestOfOverview(merchantId: string, range: Range) {
  void sendEarly(BalanceHistoryDocument, historyVariables(merchantId, range, Date.now()));
  void sendEarly(PayoutsPageDocument, { merchantId, first: RECENT });
}

/** What the overview's chart asks for: by day, or by week for a financial year. */
export function historyVariables(merchantId: string, range: Range, now: Instant) {
  const bucket: BalanceBucket = range === "fy" ? "WEEK" : "DAY";
  return { merchantId, ...daysOf(range, now), bucket, lastMonth: monthsOf(now).from };
}

/** Nothing follows a refusal or a text that is no answer: the page asks again and tells. */
function sendOverviewOfTheChosen(text: string, range: Range) {
  const merchant = chosenOf(text);
  if (!merchant) return;
  void sendEarly(BalanceDocument, { merchantId: merchant.id });
  sendRestOfOverview(merchant.id, range);
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
