use super::choices::Choices;

const DATASOURCES: [&str; 10] = [
    "provider = \"postgresql\"",
    "provider = \"postgresql\"\n  schemas = [\"core\"]",
    "provider = \"postgresql\"\n  schemas = [\"core\", \"audit\"]",
    "provider = \"postgresql\"\n  url = env(\"DATABASE_URL\")",
    "provider = \"postgresql\"\n  relationMode = \"prisma\"",
    "provider = \"postgres\"\n  extensions = [btree_gist, pg_trgm, citext]",
    "provider = \"postgresql\"\n  extensions = [citext(schema: \"core\"), btree_gin(version: \"1\")]\n  schemas = [\"core\"]",
    "provider = \"mysql\"",
    "provider = \"sqlite\"",
    "provider = \"mongodb\"",
];
const GENERATORS: [&str; 5] = [
    "",
    "",
    "generator client {\n  provider = \"prisma-client-js\"\n  previewFeatures = [\"views\", \"postgresqlExtensions\", \"partialIndexes\"]\n}\n",
    "generator client {\n  datetime = \"jiff\"\n}\n",
    "generator docs {\n  provider = \"docs\"\n}\n",
];
const TENANCIES: [&str; 4] = [
    "",
    "",
    "tenancy {\n  registry = Tenant\n  key = slug\n  schema = \"tenant_{key}\"\n}\n",
    "tenancy {\n  registry = Tenant\n  key = slug\n  status = r\n  schema = \"{key}\"\n}\n",
];

/// The blocks that say what the schema is for.
pub(super) fn write(choices: &mut Choices<'_>) -> String {
    let datasource = choices.one_of(&DATASOURCES);
    let generator = choices.one_of(&GENERATORS);
    let tenancy = choices.one_of(&TENANCIES);
    format!("datasource db {{\n  {datasource}\n}}\n{generator}{tenancy}")
}
