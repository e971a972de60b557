datasource db {
  provider = "postgresql"
  url      = env("DATABASE_URL")
  schemas  = ["core"]
}

generator client {
  datetime = "jif"
}

tenancy {
  registry = Tenant
  key      = slugg
  status   = status
  schema   = "tenant_{key}"
}

enum TenantStatus {
  PROVISIONING
  ACTIVE
  SUSPENDED
}

model Tenant {
  id        String       @id @default(uuid()) @db.Uuid
  slug      String       @unique @db.VarChar(63)
  status    TenantStatus @default(PROVISONING)
  createdAt DateTime     @default(now()) @map("created_at")
  installs  TenantPlugin[]

  @@map("tenants")
}

model Plugin {
  id       String         @id @default(uuid()) @db.Uuid
  name     String         @db.VarChar(0)
  tenants  TenantPlugin[]
  visible  WorkspacePlugin[]

  @@map("plugins")
}

model TenantPlugin {
  tenantId String @map("tenant_id") @db.Uuid
  pluginId String @map("plugin_id")
  tenant   Tenant @relation(fields: [tenantId], references: [id], onDelete: Cascade)
  plugin   Plugin @relation(fields: [pluginId], references: [id], onDelete: Cascade)

  @@id([tenantId, pluginId])
  @@map("tenant_plugins")
}

model Workspace {
  id       String            @id @default(uuid()) @db.Uuid
  slug     Sting             @unique
  parentId String            @map("parent_id") @db.Uuid
  parent   Workspace         @relation("Tree", fields: [parentId], references: [id], onDelete: SetNull)
  children Workspace[]       @relation("Tree")
  plugins  WorkspacePlugin[]
  members  WorkspaceMember[]

  @@map("workspaces")
  @@tenant
}

model WorkspacePlugin {
  workspaceId String    @map("workspace_id") @db.Uuid
  pluginId    String    @map("plugin_id") @db.Uuid
  workspace   Workspace @relation(fields: [workspaceId], references: [id])
  plugin      Plugin    @relation(fields: [pluginId], references: [id])

  @@id([workspaceId, plugin_id])
  @@map("workspace_plugins")
  @@tenant
}

model WorkspaceMember {
  id          String    @id @default(uuid()) @db.Uuid
  workspaceId String    @map("workspace_id") @db.Uuid
  workspace   Workspace @relation(fields: [workspaceId], references: [id])
  email       String:

  @@map("workspace_members")
  @@tenant
}
