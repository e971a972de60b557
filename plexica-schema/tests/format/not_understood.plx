   what is this
model Post {
  id   Int @id
  this is   an invalid line   
  another String
  x = 1
  legacy: String!
  @@map("posts")
}
modle   User {
    id   Int
      name    String
}


  }
enum Kind { A
  B   C
  D
  @@map("k")   @@x
}
datasource db {
  provider = "postgresql"
  a   Int
  @@map("x")
  b=
}
model Open {
  id Int @default(
  @@map("o")
  1
  longer   String

model Unclosed {
  id Int @id
  @@map("u")
  longer   String

// About the next.
model Next {
  id Int @id }
foo   bar
