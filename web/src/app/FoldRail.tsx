import { choose, useLooks } from "../looks/useLooks";
import { Icon } from "../ui/Icon";

/** Where there is room for a wide rail. */
export function FoldRail() {
  const { rail } = useLooks();
  const isWide = rail === "wide";
  return (
    <div className="hidden py-2 min-[70rem]:block wide-rail:p-3 print:hidden">
      <button
        type="button"
        aria-expanded={isWide}
        onClick={() => choose({ rail: isWide ? "narrow" : "wide" })}
        className="flex min-h-10 w-full flex-col items-center justify-center gap-1 rounded-lg text-[0.625rem]/3.5 font-medium text-soft hover:bg-hover hover:text-ink wide-rail:flex-row wide-rail:justify-start wide-rail:gap-3 wide-rail:px-3 wide-rail:text-sm"
      >
        <Icon name="fold" className={isWide ? undefined : "-scale-x-100"} />
        {isWide ? "Collapse" : "Expand"}
      </button>
    </div>
  );
}
