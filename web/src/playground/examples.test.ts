import { existsSync, readFileSync } from "node:fs";
import {
  buildSchema,
  GraphQLError,
  type GraphQLSchema,
  getVariableValues,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  validate,
} from "graphql";
import { beforeAll, describe, expect, test } from "vitest";
import SAMPLE_MERCHANT from "./examples/SampleMerchant.graphql?raw";
import { exampleTabs, type Tab } from "./exampleTabs";

const SCHEMA = `${import.meta.dirname}/../../../schema.graphql`;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const SAMPLE = {
  merchantId: "01936b2e-0000-7000-8000-000000000001",
  bankAccountId: "01936b2e-0000-7000-8000-0000000000a1",
};

let schema: GraphQLSchema;

beforeAll(() => {
  if (!existsSync(SCHEMA)) {
    throw new Error(
      "schema.graphql is missing at the top of the repository: export it from the server",
    );
  }
  schema = buildSchema(readFileSync(SCHEMA, "utf8"));
  // Scalars built from a schema text accept anything, so these two get the server's checks.
  scalarTakes("UUID", (value) => typeof value === "string" && UUID.test(value));
  scalarTakes("Paise", Number.isSafeInteger);
});

const filled = exampleTabs(SAMPLE).map(byName);
const empty = exampleTabs(null).map(byName);

test("the examples are merchants, a payout, payouts and the ledger", () => {
  expect(filled.map(({ name }) => name)).toEqual([
    "Merchants",
    "CreatePayout",
    "Payouts",
    "Ledger",
  ]);
});

test("the query that finds the sample ids is valid", () => {
  expect(validate(schema, parse(SAMPLE_MERCHANT))).toEqual([]);
});

describe.each([...filled, ...empty.map((tab) => ({ ...tab, name: `${tab.name} without ids` }))])(
  "$name",
  ({ query, variables }) => {
    test("is valid against the server's schema", () => {
      expect(validate(schema, parse(query))).toEqual([]);
    });

    test("has variables that the server accepts", () => {
      const { errors } = coerce(query, variables);
      expect(errors ?? []).toEqual([]);
    });

    test("sets only variables that it declares", () => {
      const declared = operationOf(query).variableDefinitions?.map((it) => it.variable.name.value);
      expect(declared).toEqual(expect.arrayContaining(Object.keys(JSON.parse(variables))));
    });
  },
);

test("wrong variables are detected", () => {
  const { query } = exampleTabs(SAMPLE)[1] as Tab;
  const input = { ...SAMPLE, amountPaise: 1.5, idempotencyKey: "not a UUID" };
  expect(coerce(query, JSON.stringify({ input })).errors).toHaveLength(2);
});

test("the example covers every result type of createPayout", () => {
  const spelledOut = print(parse((exampleTabs(SAMPLE)[1] as Tab).query));
  const union = schema.getType("CreatePayoutResult");
  if (!union || !("getTypes" in union)) throw new Error("CreatePayoutResult is not a union");
  for (const { name } of union.getTypes()) expect(spelledOut).toContain(`... on ${name} {`);
});

function byName(tab: Tab) {
  return { name: operationOf(tab.query).name?.value, ...tab };
}

function operationOf(query: string): OperationDefinitionNode {
  const [operation] = parse(query).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION)
    throw new Error("an example holds one operation");
  return operation;
}

function coerce(query: string, variables: string) {
  return getVariableValues(
    schema,
    operationOf(query).variableDefinitions ?? [],
    JSON.parse(variables),
  );
}

function scalarTakes(name: string, isValid: (value: unknown) => boolean) {
  const scalar = schema.getType(name);
  if (!scalar || !("parseValue" in scalar)) throw new Error(`schema.graphql has no scalar ${name}`);
  scalar.parseValue = (value: unknown) => {
    if (!isValid(value)) throw new GraphQLError(`${JSON.stringify(value)} is no ${name}`);
    return value;
  };
}
