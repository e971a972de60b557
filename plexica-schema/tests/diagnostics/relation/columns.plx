model User {
  id      Int   @id
  orgIds  Int[]
  orgId   Int?
  a       Int
  one     Org   @relation("one", fields: [orgIds], references: [id])
  two     Org   @relation("two", fields: [orgId], references: [id])
  three   Org   @relation("three", fields: [a, a], references: [id])
  four    Org   @relation("four", fields: [a, id], references: [id])
  five    Org   @relation("five", fields: [], references: [])
  six     Org   @relation("", fields: [a], references: [id])
}

model Org {
  id    Int    @id
  one   User[] @relation("one")
  two   User[] @relation("two")
  three User[] @relation("three")
  four  User[] @relation("four")
  five  User[] @relation("five")
  six   User[]
}

model Page {
  id    Int  @id
  tagId Int
  tag   Tag  @relation(fields: [tagId], references: [keys])
}

model Tag {
  id    Int    @id
  keys  Int[]  @unique
  pages Page[]
}
