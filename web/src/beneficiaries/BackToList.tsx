import { Link } from "../navigation/Link";

export function BackToList() {
  return (
    <div className="print:hidden">
      <Link
        to={{ view: "beneficiaries", item: null, filters: {} }}
        className="inline-flex min-h-9 items-center text-sm text-accent hover:underline pointer-coarse:min-h-11"
      >
        <span aria-hidden="true">←&nbsp;</span>All beneficiaries
      </Link>
    </div>
  );
}
