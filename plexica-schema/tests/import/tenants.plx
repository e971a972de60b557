// import: tenants = User, Tag

datasource db {
  provider = "postgresql"
  schemas  = ["core", "audit"]
}

tenancy {
  registry = Tenant
  key      = slug
  status   = state
  schema   = "tenant_{key}"
}

enum Status {
  ACTIVE
  SUSPENDED

  @@schema("core")
}

enum Role {
  ADMIN
  MEMBER

  @@tenant
}

enum Color {
  RED

  @@schema("core")
}

model Tenant {
  id     Int    @id
  slug   String @unique
  state  Status
  color  Color

  // who works here

  @@schema("core")
}

model User {
  id       Int     @id
  role     Role
  color    Color
  tenantId Int
  tenant   Tenant  @relation(fields: [tenantId], references: [id])
  ledId    Int     @unique
  led      Tenant  @relation("boss", fields: [ledId], references: [id])
  tags     Tag[]
  invoices Invoice[]
  topics   Topic[]

  @@map("users")
  @@tenant // where they are now
}

model Tag {
  id     Int    @id
  userId Int
  user   User   @relation(fields: [userId], references: [id])
  @@tenant
}

model Invoice {
  id     Int    @id
  userId Int
  user   User   @relation(fields: [userId], references: [id])
  lines  Line[]

  @@schema("core")
}

model Line {
  id        Int     @id
  invoiceId Int
  invoice   Invoice @relation(fields: [invoiceId], references: [id])

  @@schema("core")
}

model Topic {
  id    Int    @id
  users User[]

  @@schema("core")
}
