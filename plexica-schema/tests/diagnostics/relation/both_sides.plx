// What stands on both sides of a one-to-one relation, or on the wrong one.

model User {
  id      Int      @id
  profile Profile? @relation(onDelete: Cascade)
  deskId  Int?     @unique
  desk    Desk?    @relation(fields: [deskId], references: [id])
  card    Card?
}

model Profile {
  id     Int  @id
  userId Int  @unique
  user   User @relation(fields: [userId], references: [id], onDelete: Restrict)
}

model Desk {
  id   Int  @id
  user User
}

model Card {
  id     Int  @id
  userId Int  @unique
  user   User @relation(fields: [userId])
}
