model User {
  id    Int    @id
  email String
  orgId Int
  org   Org    @relation(fields: [orgIdd], references: [uid])

  @@unique([emial])
  @@index([email, nothing])
}

model Org {
  id    Int    @id
  users User[]
}
