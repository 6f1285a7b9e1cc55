import { useEngine } from "../engine/useEngine";
import { Link } from "../navigation/Link";
import { useViewer } from "../session/useViewer";
import { buttonClasses, Card } from "../ui";
import { playgroundAddress } from "./playgroundAddress";

/** Shown to operators; with open access, to everybody. */
export function Sandbox({ merchantId }: { merchantId: string }) {
  const engine = useEngine();
  const viewer = useViewer();
  if (!engine || !viewer?.scopes.includes("OPERATE")) return null;
  return (
    <Card title="Sandbox">
      <p className="max-w-prose text-sm text-pretty text-soft">
        Test mode: add funds and use test accounts to simulate success, failure and timeouts.
        {viewer.kind === "OPEN" && " No API key is needed."}
      </p>
      <div className="mt-4 flex flex-wrap gap-2">
        <Link to={{ dialog: "record-payment" }} className={buttonClasses()}>
          Record payment
        </Link>
        <Link to={{ dialog: "add-account" }} className={buttonClasses()}>
          Add beneficiary
        </Link>
        {engine.playground && (
          <a href={playgroundAddress(merchantId)} className={buttonClasses("quiet")}>
            Open GraphQL playground
          </a>
        )}
      </div>
    </Card>
  );
}
