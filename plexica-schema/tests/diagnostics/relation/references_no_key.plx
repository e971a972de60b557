model User {
  id     Int    @id
  orgId  Int
  name   String
  org    Org    @relation(fields: [orgId], references: [number])
  other  Org    @relation("other", fields: [orgId, name], references: [id, name])
}

model Org {
  id     Int    @id
  number Int
  name   String
  users  User[]
  others User[] @relation("other")
}
