import type { InfiniteData } from "@tanstack/react-query";
import { queryClient, request } from "../api";
import { forgetEarly } from "../api/early";
import { keyOf, pagesKeyOf } from "../api/keys";
import { type FragmentType, readFragment } from "../gql";
import {
  type ArrivalQuery,
  BalanceDocument,
  EngineDocument,
  MerchantsDocument,
  type MerchantsQuery,
  RevisionDocument,
  type StartQuery,
  type TypedDocumentString,
  ViewerDocument,
  WantedMerchantDocument,
} from "../gql/graphql";
import { MERCHANTS_PAGE } from "../merchants/useMerchants";
import { ARRIVAL, FRAME, START } from "./documents";
import type { FirstMerchant } from "./firstRequests";

// A component that is mounted a moment later takes the answer: what changes meanwhile the revision tells.
const FRESH_MS = 3_000;

/**
 * Puts the answer to the page's first request where the components look for it, so that the first render shows the
 * balance and nothing is asked twice. After a refusal they ask themselves, and each tells its own error.
 */
export async function fillFromStart(merchantId: FirstMerchant): Promise<void> {
  try {
    if (merchantId === null) fillArrival(await request(ARRIVAL, {}));
    else fillStart(merchantId, await request(START, { merchantId }));
  } catch {
    forgetEarly();
  }
}

function fillStart(merchantId: string, start: StartQuery) {
  const { revision, balance, pending, processing, unconfirmed, failed, returned, merchant } = start;
  fillFrame(start);
  put(WantedMerchantDocument, { id: merchantId }, { merchant });
  put(RevisionDocument, { merchantId }, { revision });
  const held = { pending, processing, unconfirmed, failed, returned };
  put(BalanceDocument, { merchantId }, { revision, balance, ...held });
}

function fillArrival(arrival: ArrivalQuery) {
  fillFrame(arrival);
  const { merchants } = arrival;
  const pages: InfiniteData<MerchantsQuery> = { pages: [{ merchants }], pageParams: [null] };
  keepFresh(MerchantsDocument);
  queryClient.setQueryData(pagesKeyOf(MerchantsDocument, { first: MERCHANTS_PAGE }), pages);
}

function fillFrame(answer: FragmentType<typeof FRAME>) {
  const { viewer, engine } = readFragment(FRAME, answer);
  put(ViewerDocument, {}, { viewer });
  put(EngineDocument, {}, { engine });
}

function put<Result, Variables>(
  document: TypedDocumentString<Result, Variables>,
  variables: NoInfer<Variables>,
  data: NoInfer<Result>,
) {
  keepFresh(document);
  queryClient.setQueryData(keyOf(document, variables), data);
}

function keepFresh(document: { toString(): string }) {
  queryClient.setQueryDefaults([document.toString()], { staleTime: FRESH_MS });
}
