model User {
  id     Int   @id
  orgId  Int
  bossId Int
  org    Org   @relation(fields: [orgId], references: [id], onDelete: SetNull, onUpdate: SetDefault)
  boss   User  @relation("boss", fields: [bossId], references: [id])
  staff  User[] @relation("boss", onDelete: Cascade, map: "x")
}

model Org {
  id    Int    @id
  users User[]
}
