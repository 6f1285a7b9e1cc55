"""The API's documentation as pages: the REST reference made of openapi.json, and the GraphQL schema."""
