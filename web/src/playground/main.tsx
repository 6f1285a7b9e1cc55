import "./oldBrowsers";
// GraphiQL 4, not 5: version 5 brings Monaco and three workers, four times the bytes and a worker-src.
// CodeMirror completes and validates too, from 'self' alone.
import { GraphiQL } from "graphiql";
import { type ComponentProps, StrictMode, useState } from "react";
import { createRoot } from "react-dom/client";
import { canRunGraphiQL } from "./oldBrowsers";
import "graphiql/style.css";
import "./playground.css";
import { CallerPicker } from "./CallerPicker";
import { openingTabs } from "./openingTabs";
import { postGraphQL } from "./postGraphQL";
import { findSampleMerchant } from "./sampleMerchant";

type Fetcher = ComponentProps<typeof GraphiQL>["fetcher"];

/** Whoever calls. In this variable alone, and gone with the page. */
let apiKey: string | null = null;

const fetcher: Fetcher = (request, options) => {
  // Just after a change of tab GraphiQL still sends the last tab's operation name.
  const isNamedInQuery = request.query.includes(request.operationName ?? "");
  const current = isNamedInQuery ? request : { ...request, operationName: undefined };
  return postGraphQL(current, { headers: options?.headers ?? {}, apiKey }) as ReturnType<Fetcher>;
};

function Playground(opening: Awaited<ReturnType<typeof openingTabs>>) {
  const [key, setKey] = useState<string | null>(null);
  const choose = (chosen: string | null) => {
    apiKey = chosen;
    setKey(chosen);
  };
  return (
    <>
      <CallerPicker apiKey={key} onChange={choose} />
      <GraphiQL fetcher={fetcher} {...opening}>
        <GraphiQL.Logo>
          Payout engine · <a href="/docs/graphql/">Schema</a> · <a href="/docs/">REST</a>
        </GraphiQL.Logo>
      </GraphiQL>
    </>
  );
}

async function open(root: HTMLElement) {
  const remembersTabs = localStorage.getItem("graphiql:tabState") !== null;
  const opening = await openingTabs(location.search, remembersTabs, findSampleMerchant);
  createRoot(root).render(
    <StrictMode>
      <Playground {...opening} />
    </StrictMode>,
  );
}

const root = document.getElementById("playground");
if (!root) throw new Error("playground.html has no #playground");
if (canRunGraphiQL) await open(root);
