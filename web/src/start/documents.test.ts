import {
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  visit,
} from "graphql";
import { expect, test } from "vitest";
import {
  ArrivalDocument,
  BalanceDocument,
  EngineDocument,
  MerchantsDocument,
  RevisionDocument,
  StartDocument,
  ViewerDocument,
  WantedMerchantDocument,
} from "../gql/graphql";
import { MERCHANTS_PAGE } from "../merchants/useMerchants";

type Document = { toString(): string };

/** Each top-level field of the operation as text, without spreads of fragments on Query, and with variables put in. */
function fieldsOf(document: Document, values: Record<string, string> = {}): string[] {
  const parsed = parse(document.toString());
  const [operation] = parsed.definitions as [OperationDefinitionNode];
  const fragments = new Map(
    (parsed.definitions.slice(1) as FragmentDefinitionNode[]).map((it) => [it.name.value, it]),
  );
  return operation.selectionSet.selections
    .flatMap((it) =>
      it.kind === Kind.FRAGMENT_SPREAD
        ? (fragments.get(it.name.value)?.selectionSet.selections ?? [])
        : [it],
    )
    .map((field) =>
      print(
        visit(field, {
          // null removes the argument.
          Argument: ({ value }) =>
            value.kind === Kind.VARIABLE && values[value.name.value] === "" ? null : undefined,
          Variable: ({ name }) => ({ kind: Kind.ENUM, value: values[name.value] ?? name.value }),
        }),
      ),
    );
}

type Asked = [Document, Record<string, string>?];

const FRAME: Asked[] = [[ViewerDocument], [EngineDocument]];
const OF_MERCHANT: Asked[] = [
  [WantedMerchantDocument, { id: "merchantId" }],
  [RevisionDocument],
  [BalanceDocument],
];
const MERCHANTS: Asked = [MerchantsDocument, { first: String(MERCHANTS_PAGE), after: "" }];

function expectToAskAs(first: Document, queries: Asked[]) {
  const fields = new Set(queries.flatMap(([document, values]) => fieldsOf(document, values)));
  expect(fieldsOf(first).sort()).toEqual([...fields].sort());
}

test("Start asks for what those queries ask for, as they do, and for nothing else", () => {
  expectToAskAs(StartDocument, [...FRAME, ...OF_MERCHANT]);
  expect(fieldsOf(StartDocument)[0]).toBe("revision(merchantId: merchantId)");
});

test("so does Arrival", () => {
  expectToAskAs(ArrivalDocument, [...FRAME, MERCHANTS]);
});
