import { useMemo } from "react";
import { useGroups } from "../bank-accounts/groups";
import { FilterBar, FilterLink } from "../layout/FilterLink";
import { LoadMore } from "../layout/LoadMore";
import { useCanonicalFilters } from "../layout/useCanonicalFilter";
import { Link } from "../navigation/Link";
import { useLocation } from "../navigation/navigation";
import { useMay } from "../session/useViewer";
import { buttonClasses, Card, EmptyState, ErrorState, LONG_TEXT, SkeletonRows } from "../ui";
import { BeneficiaryRows } from "./BeneficiaryRows";
import { BeneficiarySearchForm } from "./BeneficiarySearchForm";
import {
  type BeneficiarySearch,
  filtersNaming,
  searchNamed,
  useBeneficiaries,
} from "./beneficiaryList";

export function BeneficiaryList({ merchantId }: { merchantId: string }) {
  const { filters } = useLocation();
  const search = useMemo(() => searchNamed(filters), [filters]);
  useCanonicalFilters(filtersNaming(search));
  const mayChange = useMay("BENEFICIARIES");
  const mayPay = useMay("PAYOUTS");
  const groups = useGroups(merchantId);
  const { rows, error, refetch, ...pages } = useBeneficiaries(merchantId, search);
  return (
    <Card isFlush>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-b border-line px-5 py-3 print:hidden">
        <BeneficiarySearchForm key={JSON.stringify(search)} search={search} groups={groups ?? []} />
        {mayPay && search.group && !search.isRetired && rows && rows.length > 0 && (
          <Link
            to={{ view: "payouts/several", filters: { group: search.group } }}
            className={`${buttonClasses()} ${LONG_TEXT}`}
          >
            Pay this group
          </Link>
        )}
        {mayChange && (
          <div className="flex flex-wrap gap-2">
            <Link
              to={{ view: "beneficiaries", item: "import", filters: {} }}
              className={buttonClasses("secondary")}
            >
              Add from a file
            </Link>
            <Link to={{ dialog: "add-account" }} className={buttonClasses("secondary")}>
              Add beneficiary
            </Link>
          </div>
        )}
      </div>
      <div className="border-b border-line print:hidden">
        <FilterBar label="Filter by state">
          <FilterLink name="accounts" value="" isChosen={!search.isRetired}>
            Active
          </FilterLink>
          <FilterLink name="accounts" value="retired" isChosen={search.isRetired}>
            Retired
          </FilterLink>
        </FilterBar>
      </div>
      {rows && rows.length > 0 && (
        <>
          <BeneficiaryRows rows={rows} />
          <LoadMore
            what={rows.length === 1 && !pages.hasMore ? "beneficiary" : "beneficiaries"}
            shown={rows.length}
            total={pages.totalCount ?? rows.length}
            hasMore={pages.hasMore}
            isLoading={pages.isLoadingMore}
            error={error}
            onLoadMore={pages.loadMore}
          />
        </>
      )}
      {rows?.length === 0 && <Nobody search={search} mayChange={mayChange} />}
      {!rows && error && <ErrorState what="the beneficiaries" error={error} onRetry={refetch} />}
      {!rows && !error && <SkeletonRows what="the beneficiaries" count={8} />}
    </Card>
  );
}

function Nobody({ search, mayChange }: { search: BeneficiarySearch; mayChange: boolean }) {
  if (search.text || search.group) {
    return (
      <EmptyState
        title="No matching beneficiaries"
        action={
          <Link to={{ filters: {} }} className={buttonClasses()}>
            Show all
          </Link>
        }
      >
        Search by name, nickname, group, IFSC or last four digits.
      </EmptyState>
    );
  }
  if (search.isRetired) return <EmptyState title="No retired beneficiaries" />;
  return (
    <EmptyState title="No beneficiaries yet">
      {mayChange
        ? "Add the bank accounts that you pay, one by one or from a file."
        : "Ask whoever manages them to add one."}
    </EmptyState>
  );
}
