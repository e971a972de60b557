datasource db {
  provider = "postgresql"
  schemas  = ["core", "audit"]
}

model User {
  id   Int  @id
  role Role
  @@schema("core")
}

model Entry {
  id Int @id
}

enum Role {
  A
}
