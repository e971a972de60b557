model User {
  id    Int  @id
  orgId Int
  org   Org  @relation(fields: [orgId], references: [id]) @map("org") @unique

  a     Int
  b     Int
  pair  Pair @relation(fields: [a, b], references: [a, b]) @unique
}

model Org {
  id    Int    @id
  users User[] @default([])
}

model Pair {
  a     Int
  b     Int
  users User[]
  @@id([a, b])
}
