import { Link } from "../navigation/Link";
import { useViewer } from "../session/useViewer";
import { BreakingName, buttonClasses, Card, Time } from "../ui";
import { coolingOffText } from "./coolingOff";
import { FeeFacts } from "./FeeFacts";
import type { MerchantDetails } from "./merchantDetails";
import { SuspendedNotice } from "./SuspendedNotice";

/** Who the merchant is, and whether it may pay. Operators change both. */
export function MerchantCard({ merchant: details }: { merchant: MerchantDetails }) {
  const viewer = useViewer();
  const mayOperate = viewer?.scopes.includes("OPERATE") ?? false;
  const { isActive } = details;
  return (
    <Card
      title="Merchant"
      action={
        mayOperate && (
          <div className="flex flex-wrap gap-2 print:hidden">
            <Link to={{ dialog: "edit-merchant" }} className={buttonClasses("secondary", true)}>
              Edit merchant
            </Link>
            <Link to={{ dialog: "fee-plan" }} className={buttonClasses("secondary", true)}>
              Set fees
            </Link>
            {viewer?.kind === "PERSON" && (
              <a
                href={`/admin/merchants/merchant/${details.id}/change/`}
                className={buttonClasses("quiet", true)}
              >
                Raw record
              </a>
            )}
            {/* One link for both, so that the focus is still there when the state has changed. */}
            <Link
              to={{ dialog: isActive ? "suspend-merchant" : "reopen-merchant" }}
              className={buttonClasses("secondary", true)}
            >
              {isActive ? "Suspend" : "Reopen"}
            </Link>
          </div>
        )
      }
    >
      {!isActive && (
        <div className="mb-4">
          <SuspendedNotice merchant={details} />
        </div>
      )}
      <dl className="grid gap-x-8 gap-y-3 text-sm sm:grid-cols-[2fr_2fr_1fr]">
        <div className="min-w-0">
          <dt className="text-soft">Name</dt>
          <dd className="wrap-anywhere">{details.name}</dd>
        </div>
        <div className="min-w-0">
          <dt className="text-soft">E-mail</dt>
          <dd className="wrap-anywhere">
            <BreakingName text={details.email} />
          </dd>
        </div>
        <div>
          <dt className="text-soft">Added</dt>
          <dd>
            <Time at={details.createdAt} hasZone />
          </dd>
        </div>
        <div className="sm:col-span-3">
          <dt className="text-soft">Cooling-off</dt>
          <dd>{coolingOffText(details.coolingOffHours)}</dd>
        </div>
        <FeeFacts merchantId={details.id} />
      </dl>
    </Card>
  );
}
