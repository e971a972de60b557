// The schema of the tests: small, and with everything that the language has.

datasource db {
  provider   = "postgresql"
  url        = env("DATABASE_URL")
  schemas    = ["core", "catalogue"]
  extensions = [btree_gist, citext(schema: "catalogue")]
}

generator client {
  datetime = "jiff"
}

tenancy {
  registry = Tenant
  key      = slug
  status   = status
  schema   = "tenant_{key}"
}

enum TenantStatus {
  PROVISIONING
  ACTIVE
  SUSPENDED
  DELETED

  @@map("tenant_status")
  @@schema("core")
}

model Tenant {
  id        String       @id @default(uuid(7)) @db.Uuid
  slug      String       @unique @db.VarChar(63)
  name      String
  status    TenantStatus @default(PROVISIONING)
  createdAt DateTime     @default(now()) @map("created_at") @db.Timestamptz

  @@map("tenants")
  @@schema("core")
}
