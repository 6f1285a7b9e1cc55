import type { CodegenConfig } from "@graphql-codegen/cli";

const config: CodegenConfig = {
  schema: "../schema.graphql",
  documents: ["src/**/*.{ts,tsx}", "!src/gql/**", "!src/playground/**"],
  generates: {
    // codegen:check generates into another folder and compares.
    [process.env.GQL_OUTPUT ?? "./src/gql/"]: {
      preset: "client",
      presetConfig: { fragmentMasking: { unmaskFunctionName: "readFragment" } },
      config: {
        // Queries as strings keep the GraphQL parser out of the page.
        documentMode: "string",
        enumsAsTypes: true,
        useTypeImports: true,
        strictScalars: true,
        scalars: { Paise: "number", UUID: "string", DateTime: "string", Date: "string" },
      },
    },
  },
};

export default config;
