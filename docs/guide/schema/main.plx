// A blog for each tenant: the schema of the guide.

datasource db {
  provider = "postgresql"
  url      = env("DATABASE_URL")
  schemas  = ["core"]
}

generator client {
  datetime = "jiff"
}

tenancy {
  registry = Tenant // the model that lists the tenants
  key      = slug // what a caller names a tenant by
  status   = status // only an active tenant gets a handle
  schema   = "tenant_{key}" // its PostgreSQL schema: acme-corp → tenant_acme_corp
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
  id     Uuid         @id @default(uuid(7))
  slug   String       @unique @db.VarChar(63)
  name   String
  status TenantStatus @default(PROVISIONING)

  @@map("tenants")
  @@schema("core")
}

/// What the platform earned with a tenant.
model Invoice {
  id     Int    @id @default(autoincrement())
  tenant String
  posts  Int

  @@map("invoices")
  @@schema("core")
}
