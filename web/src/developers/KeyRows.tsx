import type { ReactNode } from "react";
import { Link } from "../navigation/Link";
import { useLocation } from "../navigation/navigation";
import { useTextOfNow } from "../time/useTextOfNow";
import { Badge, BreakingName, buttonClasses, RowTh, Table, Td, Th, Time } from "../ui";
import type { BadgeKind } from "../ui/Badge";
import { type ApiKey, type KeyState, keyState, makerText, scopesText, shownKey } from "./keys";

type Props = { keys: ApiKey[] };

export function KeyTable({ keys }: Props) {
  return (
    <Table label="API keys of this merchant">
      <thead>
        <tr>
          <Th>Key</Th>
          <Th>Scopes</Th>
          <Th>State</Th>
          <Th>Created (IST)</Th>
          <Th>Last used (IST)</Th>
          <Th>Expires (IST)</Th>
          <Th>
            <span className="sr-only">Actions</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {keys.map((key) => (
          <tr key={key.id}>
            <RowTh>
              <KeyName apiKey={key} />
            </RowTh>
            <Td>{scopesText(key.scopes)}</Td>
            <Td>
              <State apiKey={key} />
            </Td>
            <Td>
              <Time at={key.createdAt} />
              <span className="block text-xs wrap-anywhere text-soft">
                by <BreakingName text={makerText(key)} />
              </span>
            </Td>
            <Td>{key.lastUsedAt ? <Time at={key.lastUsedAt} /> : "Never"}</Td>
            <Td>{key.expiresAt ? <Time at={key.expiresAt} /> : "Never"}</Td>
            <Td className="text-right whitespace-nowrap">
              <Actions apiKey={key} />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

export function KeyCards({ keys }: Props) {
  return (
    <ul aria-label="API keys" className="divide-y divide-line">
      {keys.map((key) => (
        <li key={key.id} className="grid gap-2 px-5 py-3.5 text-sm">
          <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1">
            <KeyName apiKey={key} />
            <State apiKey={key} />
          </div>
          <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-0.5 text-xs">
            <Fact name="Scopes">{scopesText(key.scopes)}</Fact>
            <Fact name="Created">
              <Time at={key.createdAt} hasZone /> by <BreakingName text={makerText(key)} />
            </Fact>
            <Fact name="Last used">
              {key.lastUsedAt ? <Time at={key.lastUsedAt} hasZone /> : "Never"}
            </Fact>
            <Fact name="Expires">
              {key.expiresAt ? <Time at={key.expiresAt} hasZone /> : "Never"}
            </Fact>
          </dl>
          <Actions apiKey={key} />
        </li>
      ))}
    </ul>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-soft">{name}</dt>
      <dd className="wrap-anywhere">{children}</dd>
    </>
  );
}

type OfKey = { apiKey: ApiKey };

/** It changes by itself when the key ends. */
function useKeyState(key: ApiKey): KeyState {
  return useTextOfNow((now) => keyState(key, now)) as KeyState;
}

/** The name, and under it how the key begins: what its owner can compare. */
export function KeyName({ apiKey }: OfKey) {
  return (
    <span className="inline-grid min-w-0">
      <span className="font-medium wrap-anywhere">{apiKey.name}</span>
      <span className="font-mono text-xs wrap-anywhere text-soft">{shownKey(apiKey)}</span>
    </span>
  );
}

const STATES: Record<KeyState, { text: string; kind: BadgeKind }> = {
  live: { text: "Live", kind: "ok" },
  grace: { text: "Replaced", kind: "wait" },
  expired: { text: "Expired", kind: "plain" },
  revoked: { text: "Revoked", kind: "bad" },
};

function State({ apiKey }: OfKey) {
  const state = useKeyState(apiKey);
  const at = state === "grace" ? apiKey.expiresAt : apiKey.revokedAt;
  return (
    <span className="inline-grid justify-items-start gap-1">
      <Badge {...STATES[state]} />
      {at && (
        <span className="text-xs text-soft">
          {state === "grace" && "works until "}
          <Time at={at} hasZone />
        </span>
      )}
    </span>
  );
}

function Actions({ apiKey }: OfKey) {
  const { filters } = useLocation();
  const state = useKeyState(apiKey);
  const isLive = state === "live" || state === "grace";
  const verbs = [
    ["rotate-key", "Rotate"],
    ["revoke-key", "Revoke"],
  ] as const;
  return (
    <span className="inline-flex flex-wrap justify-end gap-2 max-lg:justify-start print:hidden">
      <Link
        to={{ view: "developers/requests", dialog: null, filters: { key: apiKey.id } }}
        aria-label={`Requests of ${apiKey.name}, ${shownKey(apiKey)}`}
        className={buttonClasses("quiet", true)}
      >
        Requests
      </Link>
      {verbs
        .filter(([dialog]) => isLive && (state === "live" || dialog === "revoke-key"))
        .map(([dialog, verb]) => (
          <Link
            key={dialog}
            to={{ dialog, filters: { ...filters, key: apiKey.id } }}
            aria-label={`${verb} ${apiKey.name}, ${shownKey(apiKey)}`}
            className={buttonClasses("secondary", true)}
          >
            {verb}
          </Link>
        ))}
    </span>
  );
}
