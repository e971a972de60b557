// Prisma's rule: the key has just the columns of the relation.

model User {
  id     Int     @id
  deskId Int     @unique
  floor  Int
  desk   Desk    @relation(fields: [deskId, floor], references: [id, floor])
}

model Desk {
  id    Int   @id
  floor Int
  user  User?

  @@unique([id, floor])
}
