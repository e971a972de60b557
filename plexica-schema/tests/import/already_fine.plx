datasource db {
  provider     = "postgres"
  url          = "postgresql://localhost/shop"
  relationMode = "foreignKeys"
  extensions   = [pgcrypto]
}

model User {
  id   String @id @default(dbgenerated("gen_random_uuid()")) @db.Uuid
  name String @db.VarChar(100)

  @@index([name(ops: raw("text_pattern_ops"))])
}
