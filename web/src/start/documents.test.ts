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

test.each<[string, Document, Record<string, string>]>([
  ["Viewer", ViewerDocument, {}],
  ["Engine", EngineDocument, {}],
  ["Merchants", MerchantsDocument, { first: String(MERCHANTS_PAGE), after: "" }],
  ["WantedMerchant", WantedMerchantDocument, { id: "merchantId" }],
  ["Revision", RevisionDocument, {}],
  ["Balance", BalanceDocument, {}],
])("the first request asks for %s as that query itself does", (_, document, values) => {
  const fields = fieldsOf(document, values);
  expect(fields.length).toBeGreaterThan(0);
  expect(fieldsOf(StartDocument)).toEqual(expect.arrayContaining(fields));
});

test("the first request asks for the revision first, and for nothing that no query takes", () => {
  const fields = fieldsOf(StartDocument);
  expect(fields[0]).toBe("revision(merchantId: merchantId)");
  expect(fields.length).toBe(8);
});
