import { Suspense, useEffect, useLayoutEffect, useState } from "react";
import { useRevision } from "../api";
import { usePayoutOfLink } from "../finding/usePayoutOfLink";
import type { Scope } from "../gql/graphql";
import { useIsWide } from "../layout/useIsWide";
import { chosenMerchant, rememberedMerchant, rememberMerchant } from "../merchants/chosenMerchant";
import { MerchantName } from "../merchants/ForMerchant";
import { MerchantSwitcher } from "../merchants/MerchantSwitcher";
import { useMerchants } from "../merchants/useMerchants";
import { Link } from "../navigation/Link";
import { currentLocation, go, useLocation } from "../navigation/navigation";
import { UnansweredBanner } from "../new-payout/UnansweredBanner";
import { PayoutNotFound } from "../payouts/PayoutNotFound";
import { useViewer } from "../session/useViewer";
import {
  buttonClasses,
  Card,
  classes,
  EmptyState,
  ErrorState,
  SkeletonRows,
  setPageTitle,
} from "../ui";
import { lazyPart } from "../ui/lazyPart";
import { ErrorBoundary } from "./ErrorBoundary";
import { ExportBanner } from "./ExportBanner";
import { Shell } from "./Shell";
import { UnansweredBatchBanner } from "./UnansweredBatchBanner";
import { DIALOG_OF, NEEDED_FOR, PayoutDetails, VIEW_OF } from "./views";

const MerchantSuspended = lazyPart(
  async () => (await import("../merchants/MerchantSuspended")).MerchantSuspended,
);

export function Dashboard() {
  const location = useLocation();
  const viewer = useViewer();
  const remembered = rememberedMerchant();
  const [isChoosing, setIsChoosing] = useState(false);
  const isWide = useIsWide();
  const { merchants, totalCount, error, refetch } = useMerchants(
    location.merchant ?? remembered,
    isChoosing,
  );
  const may = (scope: Scope) => viewer?.scopes.includes(scope) ?? false;
  const { needs } = VIEW_OF[location.view];
  const isBarred = viewer !== undefined && needs !== undefined && !may(needs);
  const merchant = merchants && chosenMerchant(merchants, location.merchant, remembered);
  const linked = usePayoutOfLink(viewer);
  const isLinked = linked !== null;
  const isMissing = linked?.isMissing ?? false;

  // A link to a view that is not this viewer's shows the overview, which everybody may see.
  useLayoutEffect(() => {
    if (isBarred) go({ view: "overview" }, { replace: true });
  }, [isBarred]);

  useEffect(() => {
    if (isMissing) setPageTitle("Payout not found");
    if (!merchant || isLinked) return;
    rememberMerchant(merchant.id);
    setPageTitle(`${VIEW_OF[location.view].label} · ${merchant.name}`);
    if (!viewer) return;
    // A merchant's user sees one merchant only, and has it in no address.
    const named = viewer.merchantId === merchant.id ? null : merchant.id;
    // Another effect may have changed the location since it was rendered.
    const here = currentLocation();
    if (here.merchant !== named) go({ ...here, merchant: named }, { replace: true });
  }, [merchant, location, viewer, isLinked, isMissing]);

  const switcher = (
    <MerchantSwitcher
      chosen={merchant ?? null}
      merchants={isLinked && !isMissing ? undefined : merchants}
      totalCount={totalCount}
      isOpen={isChoosing}
      onToggle={(isOpen) => {
        setIsChoosing(isOpen);
        if (isOpen) refetch();
      }}
      isOnlyOne={Boolean(viewer?.merchantId)}
    />
  );

  if (!merchants || !merchant || linked) {
    return (
      <Shell switcher={switcher}>
        <Card>
          {isMissing ? (
            <PayoutNotFound />
          ) : linked?.error ? (
            <ErrorState what="the payout" error={linked.error} onRetry={linked.refetch} />
          ) : merchants && !linked ? (
            merchants.length > 0 ? (
              <UnknownMerchant />
            ) : (
              <NoMerchants />
            )
          ) : error ? (
            <ErrorState what="the merchants" error={error} onRetry={refetch} />
          ) : (
            <SkeletonRows what={linked ? "the payout" : "the merchants"} count={4} />
          )}
        </Card>
      </Shell>
    );
  }

  if (isBarred) return <Shell switcher={switcher}>{null}</Shell>;
  const View = VIEW_OF[location.view].Component;
  // The list shows it itself.
  const isBesideList = isWide && location.view === "payouts";
  // The same, whichever merchant's payout is opened from it.
  const isOfAll = location.view.startsWith("operations");
  const OpenDialog =
    location.dialog && may(NEEDED_FOR[location.dialog]) ? DIALOG_OF[location.dialog] : null;
  return (
    <Shell
      switcher={switcher}
      merchant={merchant}
      action={
        !isOfAll &&
        // It has its own.
        location.view !== "adjustments" &&
        location.view !== "payouts/new" &&
        location.view !== "payouts/several" &&
        (may("PAYOUTS") || may("APPROVALS")) && (
          // On a phone in one line, the first of them in sight.
          <div className="flex gap-2 max-sm:-m-1 max-sm:overflow-x-auto max-sm:p-1 max-sm:*:shrink-0 max-sm:*:px-3 sm:flex-wrap">
            {location.view === "payouts" && may("APPROVALS") && (
              <Link to={{ view: "payouts/approvals" }} className={buttonClasses()}>
                To approve
              </Link>
            )}
            {location.view === "payouts" && may("PAYOUTS") && (
              <Link to={{ view: "payouts/batches" }} className={buttonClasses()}>
                Batches
              </Link>
            )}
            {location.view === "payouts" && may("PAYOUTS") && (
              <Link to={{ view: "payouts/orders" }} className={buttonClasses()}>
                Orders
              </Link>
            )}
            {location.view === "payouts/orders" && may("PAYOUTS") && (
              <Link to={{ dialog: "order-payout" }} className={buttonClasses()}>
                New order
              </Link>
            )}
            {may("PAYOUTS") && ["payouts", "payouts/batches"].includes(location.view) && (
              <Link
                to={{ view: "payouts/several" }}
                className={classes(buttonClasses(), "max-sm:-order-1")}
              >
                Pay several
              </Link>
            )}
            {may("PAYOUTS") && (
              <Link
                to={{ view: "payouts/new" }}
                aria-keyshortcuts="n"
                className={classes(buttonClasses("primary"), "max-sm:-order-2")}
              >
                New payout
              </Link>
            )}
          </div>
        )
      }
    >
      <KeptFresh merchantId={merchant.id} />
      <UnansweredBanner merchantId={merchant.id} />
      <UnansweredBatchBanner merchantId={merchant.id} />
      <ExportBanner merchantId={merchant.id} />
      {!merchant.isActive && location.view === "overview" && (
        <Suspense>
          <div className="mb-5">
            <MerchantSuspended merchantId={merchant.id} />
          </div>
        </Suspense>
      )}
      {/* The keys remount views and forms, so that nothing of one merchant stays when another is chosen. */}
      <ErrorBoundary key={isOfAll ? location.view : `${merchant.id} ${location.view}`}>
        <Suspense fallback={<SkeletonRows what={VIEW_OF[location.view].label.toLowerCase()} />}>
          <View merchantId={merchant.id} />
        </Suspense>
      </ErrorBoundary>
      <div data-dialogs>
        <MerchantName value={merchant.name}>
          <ErrorBoundary key={`${merchant.id} ${location.dialog ?? location.payout}`}>
            <Suspense>
              {location.payout && !OpenDialog && !isBesideList && (
                <PayoutDetails merchantId={merchant.id} payoutId={location.payout} />
              )}
              {OpenDialog && <OpenDialog merchantId={merchant.id} />}
            </Suspense>
          </ErrorBoundary>
        </MerchantName>
      </div>
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
      title="Merchant not found"
      action={
        <Link to={{ merchant: null }} className={buttonClasses()}>
          Show another merchant
        </Link>
      }
    >
      You may not have access, or the link may be wrong.
    </EmptyState>
  );
}

function NoMerchants() {
  return (
    <EmptyState
      title="No merchants yet"
      action={
        <a href="/graphql/" className={buttonClasses()}>
          Open playground
        </a>
      }
    >
      Add one with the <code>createMerchant</code> mutation, or add two samples with{" "}
      <code>python3 manage.py seed</code>.
    </EmptyState>
  );
}
