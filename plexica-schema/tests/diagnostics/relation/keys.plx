model User {
  id    Int  @id
  orgId Int
  a     Org  @relation("a", fields: [orgId], references: [id])
  b     Org  @relation("b", fields: [orgId])
  c     Org  @relation("c", references: [id])
  d     Org  @relation("d")
  e     Org? @relation("e")
  f     Int  @relation(fields: [orgId], references: [id])
}

model Org {
  id     Int    @id
  userId Int
  a      User   @relation("a", fields: [userId], references: [id])
  b      User[] @relation("b")
  c      User[] @relation("c")
  d      User[] @relation("d")
  e      User?  @relation("e")
  users  User[] @relation("g", fields: [userId], references: [id])
}

model Team {
  id    Int    @id
  orgs  Club[] @relation(fields: [id], references: [id])
}

model Club {
  id    Int    @id
  teams Team[]
}
