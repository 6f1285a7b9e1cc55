import { useEngine } from "../engine/useEngine";
import { Link } from "../navigation/Link";
import { useViewer } from "../session/useViewer";
import { buttonClasses, Card } from "../ui";
import { playgroundAddress } from "./playgroundAddress";

/** For who may operate the engine: where access is open, whoever opens the page. */
export function Sandbox({ merchantId }: { merchantId: string }) {
  const engine = useEngine();
  const viewer = useViewer();
  if (!engine || !viewer?.scopes.includes("OPERATE")) return null;
  return (
    <Card title="Try it">
      <p className="max-w-prose text-sm text-pretty text-soft">
        This engine has a simulated bank{viewer.kind === "OPEN" && " and asks nobody for a key"}.
        Let money come in, add a bank account that pays, refuses or times out as you choose, and
        watch what becomes of a payout to it.
      </p>
      <div className="mt-4 flex flex-wrap gap-2">
        <Link to={{ dialog: "record-payment" }} className={buttonClasses()}>
          Record a payment
        </Link>
        <Link to={{ dialog: "add-account" }} className={buttonClasses()}>
          Add a bank account
        </Link>
        {engine.playground && (
          <a href={playgroundAddress(merchantId)} className={buttonClasses("quiet")}>
            Open in the GraphQL playground
          </a>
        )}
      </div>
    </Card>
  );
}
