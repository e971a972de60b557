model User {
}

model Org {
  users Member[]
}

model Member {
  id    Int @id
  orgId Int
  org   Org @relation(fields: [orgId], references: [id])
}
