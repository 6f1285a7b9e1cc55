import { useMutation } from "@tanstack/react-query";
import { announce } from "../navigation/announcer";
import { Link } from "../navigation/Link";
import { useLocation } from "../navigation/navigation";
import { Button, HIT_AREA, Time } from "../ui";
import { saveFile } from "../ui/saveFile";
import { type ChainResult, checkChain } from "./checkChain";

/** Recomputes the links of the newest entries in this browser, and lets the reader keep the signed head. */
export function ChainCheck({ merchantId }: { merchantId: string }) {
  const { view } = useLocation();
  const check = useMutation({
    networkMode: "always",
    mutationFn: () => checkChain(merchantId),
    onSuccess: (result) => announce(result.fault ?? provenText(result)),
  });
  return (
    <div className="flex flex-wrap items-center gap-3 border-b border-line px-5 py-2 text-sm print:hidden">
      <Button isSmall disabled={check.isPending} onClick={() => check.mutate()}>
        {check.isPending ? "Checking…" : "Check the chain"}
      </Button>
      {check.data ? (
        <Result result={check.data} />
      ) : (
        <span
          className={check.error ? "text-bad" : "text-soft"}
          role={check.error ? "alert" : undefined}
        >
          {check.error?.message ??
            "Each entry is linked to the one before it. This browser can recompute that."}
        </span>
      )}
      {view !== "ledger/proof" && (
        <Link
          to={{ view: "ledger/proof" }}
          className={`text-accent underline underline-offset-2 ${HIT_AREA}`}
        >
          What is proven
        </Link>
      )}
    </div>
  );
}

function Result({ result }: { result: ChainResult }) {
  const { head, fault } = result;
  if (fault) {
    return (
      <span role="alert" className="text-bad">
        {fault}
      </span>
    );
  }
  return (
    <>
      <span>{provenText(result)}</span>
      <span className="text-soft">
        Head of <Time at={head.issued_at} />
        {result.isSigned ? ", signature checked." : ". This browser cannot check its signature."}
      </span>
      <Button kind="quiet" isSmall onClick={() => keep(result)}>
        Save head
      </Button>
    </>
  );
}

function provenText({ from, head }: ChainResult): string {
  if (head.sequence === 0) return "The ledger has no entries yet.";
  const [first, last] = [from, head.sequence].map((it) => `#${it.toLocaleString("en-IN")}`);
  return `Entries ${first} to ${last} are linked without a break.`;
}

function keep({ head }: ChainResult) {
  const text = `${JSON.stringify(head)}\n`;
  saveFile(new Blob([text], { type: "application/json" }), `ledger-head-${head.sequence}.json`);
}
