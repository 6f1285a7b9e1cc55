import type { ComponentProps, ReactNode } from "react";
import { AccountBadges } from "../bank-accounts/AccountBadges";
import { NameAtBank } from "../bank-accounts/NameAtBank";
import { accountTypeText, lastFour } from "../payouts/payee";
import { Money, Time, Warning } from "../ui";
import type { Beneficiary } from "./beneficiaryList";
import { PaidThisYear } from "./PaidThisYear";

type Props = {
  account: Beneficiary & {
    branchName?: string | null;
    warnings: string[];
    nameCheck?: ComponentProps<typeof NameAtBank>["check"];
  };
};

/** Who it is, and in which state. */
export function BeneficiaryHead({ account }: Props) {
  return (
    <div className="grid min-w-0 flex-1 basis-64 justify-items-start gap-1.5">
      <h2 className="text-lg font-semibold wrap-anywhere">{account.accountHolderName}</h2>
      {account.nickname && <p className="text-sm wrap-anywhere">{account.nickname}</p>}
      <AccountBadges account={account} />
      {account.warnings.map((warning) => (
        <Warning key={warning}>{warning}</Warning>
      ))}
    </div>
  );
}

export function BeneficiaryFacts({ account }: Props) {
  const { paid } = account;
  return (
    <dl className="grid gap-x-8 gap-y-3 text-sm sm:grid-cols-2 lg:grid-cols-4">
      <Fact name="Account number">
        <span className="tabular-nums">
          <span aria-hidden="true">••••</span>
          <span className="sr-only">ending</span> {lastFour(account)}
        </span>{" "}
        <span className="text-soft">· {accountTypeText(account)}</span>
      </Fact>
      <Fact name="IFSC">
        <span className="font-mono">{account.ifscCode}</span>
      </Fact>
      <Fact name="Bank and branch">
        {[account.bankName, account.branchName].filter(Boolean).join(", ") || "Not listed"}
      </Fact>
      <Fact name="Name at the bank">
        <NameAtBank check={account.nameCheck ?? null} holder={account.accountHolderName} />
      </Fact>
      <Fact name="Group">{account.group ?? <span className="text-soft">None</span>}</Fact>
      <Fact name="Last paid">
        {paid.lastPaidAt && paid.lastPaidPaise != null ? (
          <>
            <Money paise={paid.lastPaidPaise} />, <Time at={paid.lastPaidAt} hasZone />
          </>
        ) : (
          <span className="text-soft">Never</span>
        )}
      </Fact>
      <Fact name="Paid this financial year">
        <PaidThisYear paid={paid} />
        {paid.payoutsThisYear > 0 && (
          <span className="text-soft">
            {" "}
            · {paid.payoutsThisYear.toLocaleString("en-IN")}
            {paid.isComplete ? "" : "+"} {paid.payoutsThisYear === 1 ? "payout" : "payouts"}
          </span>
        )}
      </Fact>
      <Fact name="Added">
        <Time at={account.createdAt} hasZone />
      </Fact>
      {account.retiredAt && (
        <Fact name="Retired">
          <Time at={account.retiredAt} hasZone />
        </Fact>
      )}
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-soft">{name}</dt>
      <dd className="wrap-anywhere">{children}</dd>
    </div>
  );
}
