import { Suspense, useEffect, useState } from "react";
import { useRevision } from "../api";
import type { Scope } from "../gql/graphql";
import { chosenMerchant, rememberedMerchant, rememberMerchant } from "../merchants/chosenMerchant";
import { MerchantSwitcher } from "../merchants/MerchantSwitcher";
import { useMerchants } from "../merchants/useMerchants";
import { PendingIntention } from "../new-payout/PendingIntention";
import { useViewer } from "../session/useViewer";
import { buttonClasses, Card, EmptyState, ErrorState, SkeletonRows, setPageTitle } from "../ui";
import { ErrorBoundary } from "./ErrorBoundary";
import { Link } from "./Link";
import { go, usePlace } from "./navigation";
import { Shell } from "./Shell";
import { DIALOG_OF, NEEDED_FOR, PayoutDetails, VIEW_OF } from "./views";

export function Dashboard() {
  const place = usePlace();
  const viewer = useViewer();
  const remembered = rememberedMerchant();
  const [isChoosing, setIsChoosing] = useState(false);
  const { merchants, totalCount, error, refetch } = useMerchants(
    place.merchant ?? remembered,
    isChoosing,
  );
  const merchant = merchants && chosenMerchant(merchants, place.merchant, remembered);

  useEffect(() => {
    if (!merchant) return;
    rememberMerchant(merchant.id);
    setPageTitle(`${VIEW_OF[place.view].label} · ${merchant.name}`);
    if (place.merchant !== merchant.id) go({ ...place, merchant: merchant.id }, { replace: true });
  }, [merchant, place]);

  const switcher = (
    <MerchantSwitcher
      chosen={merchant ?? null}
      merchants={merchants}
      totalCount={totalCount}
      isOpen={isChoosing}
      onToggle={(isOpen) => {
        setIsChoosing(isOpen);
        if (isOpen) refetch();
      }}
      isOnlyOne={Boolean(viewer?.merchantId)}
    />
  );

  if (!merchants || !merchant) {
    return (
      <Shell switcher={switcher}>
        <Card>
          {merchants ? (
            merchants.length > 0 ? (
              <UnknownMerchant />
            ) : (
              <NoMerchants />
            )
          ) : error ? (
            <ErrorState what="The merchants" error={error} onRetry={refetch} />
          ) : (
            <SkeletonRows what="the merchants" count={4} />
          )}
        </Card>
      </Shell>
    );
  }

  const View = VIEW_OF[place.view].Component;
  const may = (scope: Scope) => viewer?.scopes.includes(scope) ?? false;
  const OpenDialog = place.dialog && may(NEEDED_FOR[place.dialog]) ? DIALOG_OF[place.dialog] : null;
  return (
    <Shell
      switcher={switcher}
      action={
        may("PAYOUTS") && (
          <Link to={{ dialog: "new-payout" }} className={buttonClasses("primary")}>
            New payout
          </Link>
        )
      }
    >
      <KeptFresh merchantId={merchant.id} />
      <PendingIntention merchantId={merchant.id} />
      {/* Keys: nothing of one merchant is left on the screen, or in a form, when another is chosen. */}
      <ErrorBoundary key={`${merchant.id} ${place.view}`}>
        <Suspense fallback={<SkeletonRows what={place.view} />}>
          <View merchantId={merchant.id} />
        </Suspense>
      </ErrorBoundary>
      <ErrorBoundary key={`${merchant.id} ${place.dialog ?? place.payout}`}>
        <Suspense>
          {place.payout && !OpenDialog && (
            <PayoutDetails merchantId={merchant.id} payoutId={place.payout} />
          )}
          {OpenDialog && <OpenDialog merchantId={merchant.id} />}
        </Suspense>
      </ErrorBoundary>
    </Shell>
  );
}

function KeptFresh({ merchantId }: { merchantId: string }) {
  useRevision(merchantId);
  return null;
}

function UnknownMerchant() {
  return (
    <EmptyState
      title="There is no such merchant"
      action={
        <Link to={{ merchant: null }} className={buttonClasses()}>
          Show another one
        </Link>
      }
    >
      The address of this page names a merchant that does not exist or is not yours.
    </EmptyState>
  );
}

function NoMerchants() {
  return (
    <EmptyState
      title="No merchants yet"
      action={
        <a href="/graphql/" className={buttonClasses()}>
          Open the playground
        </a>
      }
    >
      An operator adds one with the mutation <code>createMerchant</code>, or two samples with{" "}
      <code>python3 manage.py seed</code>. They appear here by themselves.
    </EmptyState>
  );
}
