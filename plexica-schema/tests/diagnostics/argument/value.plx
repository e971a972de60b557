model User {
  id      Int    @id
  email   String @unique(sort: Down)
  orgId   Int
  org     Org    @relation(fields: [orgId], references: [id], onDelete: Cascad)
  @@index([email], type: Btre)
}

model Org {
  id    Int    @id
  users User[]
}
