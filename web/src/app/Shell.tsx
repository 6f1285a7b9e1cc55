import { type ReactNode, Suspense } from "react";
import { FindPayout } from "../finding/FindPayout";
import { SuspendedBadge } from "../merchants/SuspendedBadge";
import type { Merchant } from "../merchants/useMerchants";
import { Announcer } from "../navigation/announcer";
import { useLocation } from "../navigation/navigation";
import { SignedIn } from "../session/SignedIn";
import { lazyPart } from "../ui/lazyPart";
import { Mark } from "../ui/Mark";
import { ConnectionBanner } from "./ConnectionBanner";
import { FoldRail } from "./FoldRail";
import { ModePill } from "./ModePill";
import { Places } from "./Places";
import { PreferencesButton } from "./PreferencesButton";
import { useRailIsWide } from "./useRailIsWide";
import { VIEW_OF } from "./views";

/** What is on the screen comes first: this is loaded, and asks, after that. */
const ProvenLink = lazyPart(async () => (await import("../proof")).ProvenLink, 8_000);

type Props = {
  /** At the head of the rail. */
  switcher: ReactNode;
  /** At the right of the heading. */
  action?: ReactNode;
  /** Whose money the view shows. */
  merchant?: Merchant;
  children: ReactNode;
};

/**
 * The frame around every view: skip link, rail, search, banner, heading. On a phone the rail's head is the top of the
 * page and its views are a bar at the foot. (index.html paints the same frame, empty, before this code is there.)
 */
export function Shell({ switcher, action, merchant, children }: Props) {
  const { view } = useLocation();
  // A narrow rail has the letter alone.
  const isRailWide = useRailIsWide();
  return (
    <div className="flex min-h-dvh flex-col max-md:[--foot:4.5rem] max-md:pb-18 md:grid md:grid-cols-[var(--rail)_minmax(0,1fr)] md:grid-rows-[auto_1fr] print:block print:pb-0">
      <a
        href="#main"
        className="fixed top-2 left-2 z-10 -translate-y-20 print:hidden rounded-lg bg-accent px-4 py-2 text-on-accent focus:translate-y-0"
      >
        Skip to content
      </a>
      <header className="contents">
        <div className="border-line bg-surface md:sticky md:top-0 md:row-span-2 md:flex md:h-dvh md:flex-col md:border-r print:static print:h-auto print:border-0">
          <div className="flex min-h-14 items-center gap-2 px-3 md:flex-col md:px-0.5 md:pt-3 md:pb-4 wide-rail:px-3 wide-rail:items-stretch print:px-0">
            <div className="flex items-center gap-2.5 max-md:hidden wide-rail:px-2 print:hidden">
              <Mark />
              <span className="hidden font-semibold wide-rail:block">Payout engine</span>
            </div>
            <div className="flex min-w-0 flex-1 items-center gap-2 md:max-w-full md:flex-col wide-rail:items-stretch">
              <div className="min-w-0 md:max-w-full print:flex-1">{switcher}</div>
              <div className="ml-auto md:mx-auto wide-rail:mx-0 wide-rail:px-2 print:hidden">
                <ModePill />
              </div>
            </div>
          </div>
          <Places merchantId={merchant?.id} />
          {merchant && (
            <Suspense>
              <ProvenLink merchantId={merchant.id} />
            </Suspense>
          )}
          <FoldRail />
        </div>
        <div className="flex flex-wrap items-start gap-x-4 gap-y-2 border-line px-4 py-2 max-md:contents sm:px-6 md:border-b print:hidden">
          {children && <FindPayout />}
          <div className="ml-auto flex min-h-11 items-center gap-2 max-md:order-last max-md:flex-col max-md:items-end max-md:px-3">
            <SignedIn />
            <PreferencesButton />
          </div>
        </div>
      </header>
      <div className="min-w-0 max-md:grow">
        <ConnectionBanner />
        <main
          id="main"
          tabIndex={-1}
          className="mx-auto max-w-7xl px-4 py-5 outline-none sm:px-6 print:px-0"
        >
          <div className="mb-5 flex min-h-10 flex-wrap items-center justify-between gap-3">
            <div className="min-w-0">
              {merchant && !isRailWide && (
                <p
                  aria-hidden="true"
                  className="text-sm wrap-anywhere text-soft max-md:hidden print:hidden"
                >
                  {merchant.name} <SuspendedBadge merchant={merchant} />
                </p>
              )}
              <h1 className="text-2xl font-semibold tracking-tight">{VIEW_OF[view].label}</h1>
            </div>
            <div className="min-w-0 max-w-full empty:hidden print:hidden">{action}</div>
          </div>
          {children}
        </main>
      </div>
      <Announcer />
    </div>
  );
}
