datasource db {
  provider = "postgresql"
  url      = env("DATABASE_URL")
  schemas  = ["core"]
}

generator client {
  datetime = "chrono"
}

tenancy {
  registry = Tenant
  key      = slug
  status   = status
  schema   = "tenant_{key}"
}

/// Where a tenant is in its life.
enum TenantStatus {
  PROVISIONING
  /// Its people can log in.
  ACTIVE    @map("active")
  SUSPENDED /// Nobody can.

  @@map("tenant_status")
  @@schema("core")
}

/// One row a tenant.
model Tenant {
  id        String         @id @default(uuid()) @db.Uuid
  slug      String         @unique @db.VarChar(63)
  status    TenantStatus   @default(PROVISIONING)
  createdAt DateTime       @default(now()) @map("created_at") @db.Timestamptz(3)
  updatedAt DateTime       @updatedAt @map("updated_at")
  plugins   TenantPlugin[]

  @@map("tenants")
  @@schema("core")
}

model Plugin {
  id      String         @id @default(uuid(7)) @db.Uuid
  name    String         @unique(map: "plugin_name")
  tenants TenantPlugin[]

  @@map("plugins")
}

model TenantPlugin {
  tenantId String @map("tenant_id") @db.Uuid
  pluginId String @map("plugin_id") @db.Uuid
  tenant   Tenant @relation(fields: [tenantId], references: [id], onDelete: Cascade)
  plugin   Plugin @relation(fields: [pluginId], references: [id], onDelete: Restrict)

  @@id([tenantId, pluginId])
  @@map("tenant_plugins")
}

enum Role {
  ADMIN
  MEMBER

  @@tenant
}

model Workspace {
  id       String            @id @default(dbgenerated("gen_random_uuid()")) @db.Uuid
  slug     String            @unique
  parentId String?           @map("parent_id") @db.Uuid
  parent   Workspace?        @relation("Tree", fields: [parentId], references: [id])
  children Workspace[]       @relation("Tree")
  members  WorkspaceMember[]

  // Two relations to one core model need no names: the other sides are not written.
  pluginId String  @map("plugin_id") @db.Uuid
  spareId  String? @map("spare_id") @db.Uuid
  plugin   Plugin  @relation(fields: [pluginId], references: [id])
  spare    Plugin? @relation(fields: [spareId], references: [id], map: "workspace_spare")

  @@map("workspaces")
  @@tenant
}

model WorkspaceMember {
  workspaceId String       @map("workspace_id") @db.Uuid
  email       String
  role        Role         @default(MEMBER)
  seen        TenantStatus
  workspace   Workspace    @relation(fields: [workspaceId], references: [id], onDelete: Cascade)

  @@id([workspaceId, email], name: "member", map: "member_key")
  @@index([role, seen(sort: Desc)])
  @@map("workspace_members")
  @@tenant
}
