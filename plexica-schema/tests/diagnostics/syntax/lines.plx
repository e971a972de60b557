model User {
  id      Int    @id
  name:   String
  email   String,
  tags    [String]
  nick    String!
  text    String @default('a')
  open    String @default("a)
  list    Int[]  @default([1, 2)
  kind    String @@
  @@index([email]
  = 3
}

enum Role {
  ADMIN;
  MEMBER
}

datasource db {
  provider "postgresql"
  url =
}
