datasource db {
  provider     = "postgresql"
  relationMode = "prisma"
  extensions   = [citext, pg_trgm(schema: "x")]
}
