// What the workloads read and write: people, workspaces, and who is in which.

datasource db {
  provider = "postgresql"
  url      = env("DATABASE_URL")
  schemas  = ["core"]
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

/// One type for all tenants: Diesel and Toasty know a type by one name.
enum Role {
  ADMIN
  MEMBER
  GUEST

  @@map("role")
  @@schema("core")
}

model Tenant {
  id     String       @id @default(uuid()) @db.Uuid
  slug   String       @unique @db.VarChar(63)
  name   String
  status TenantStatus @default(PROVISIONING)

  @@map("tenants")
  @@schema("core")
}
