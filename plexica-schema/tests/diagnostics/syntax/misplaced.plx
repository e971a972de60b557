datasource db {
  provider = "postgresql"
  id Int
  @@map("x")
}

model User {
  id Int @id
  name = "x"
}

enum Role {
  A
  B = 1
}
