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

model User {
  id          String       @id @default(uuid()) @db.Uuid
  email       String       @unique
  name        String
  bio         String?
  role        Role         @default(MEMBER)
  age         Int?
  active      Boolean      @default(true)
  logins      BigInt       @default(0)
  createdAt   DateTime     @default(now()) @map("created_at") @db.Timestamptz(6)
  updatedAt   DateTime     @default(now()) @map("updated_at") @db.Timestamptz(6)
  memberships Membership[]

  @@map("users")
  @@tenant
}

model Workspace {
  id          String       @id @default(uuid()) @db.Uuid
  slug        String       @unique
  name        String
  memberships Membership[]

  @@map("workspaces")
  @@tenant
}

model Membership {
  id          String    @id @default(uuid()) @db.Uuid
  userId      String    @map("user_id") @db.Uuid
  workspaceId String    @map("workspace_id") @db.Uuid
  role        Role      @default(MEMBER)
  user        User      @relation(fields: [userId], references: [id], onDelete: Cascade)
  workspace   Workspace @relation(fields: [workspaceId], references: [id], onDelete: Cascade)

  @@unique([userId, workspaceId])
  @@index([workspaceId])
  @@map("memberships")
  @@tenant
}
