import type { CodegenConfig } from "@graphql-codegen/cli";

const config: CodegenConfig = {
  schema: "../schema.graphql",
  documents: ["src/**/*.{ts,tsx}", "!src/gql/**", "!src/playground/**"],
  generates: {
    // The check of freshness generates into another folder and compares.
    [process.env.GQL_OUTPUT ?? "./src/gql/"]: {
      preset: "client",
      presetConfig: { fragmentMasking: { unmaskFunctionName: "readFragment" } },
      config: {
        // Queries as strings: no GraphQL parser in the page.
        documentMode: "string",
        enumsAsTypes: true,
        useTypeImports: true,
        strictScalars: true,
        scalars: { Paise: "number", UUID: "string", DateTime: "string" },
      },
    },
  },
};

export default config;
