model User {
  id    Int @id
  orgId Int
  org   Org @relation(fields: [orgId], references: [id])

  @@index([org])
}

model Org {
  id    Int    @id
  users User[]
  @@unique([users])
}
