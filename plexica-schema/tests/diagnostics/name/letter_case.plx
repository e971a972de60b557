datasource db {
  provider = "postgresql"
  schemas  = ["core", "audit"]
}

model User {
  id     Int  @id
  userId Int
  userid Int
  first  Role @map("ROLE")
  second Role @map("role")

  @@schema("core")
}

model Users {
  id Int @id

  @@map("user")
  @@schema("core")
}

enum Role {
  ADMIN
  Admin

  @@schema("core")
}

// A table and a type share one set of names.
model Roles {
  id Int @id

  @@map("role")
  @@schema("core")
}

// In another schema, the name is no other's.
model UserOfAudit {
  id Int @id

  @@map("USER")
  @@schema("audit")
}
