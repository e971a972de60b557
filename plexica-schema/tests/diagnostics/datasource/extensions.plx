datasource db {
  provider   = "postgresql"
  extensions = [
    "postgis",
    uuid-ossp,
    postgis(version: 2.1),
    postgis("2.1"),
    pgcrypto(schema: ""),
    pg_trgm(shema: "ext"),
    citext,
    citext(version: "1.6")
  ]
}
