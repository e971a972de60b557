model User {
  id      Int     @id
  profile Profile
  desk    Desk?
}

model Profile {
  id     Int  @id
  userId Int
  user   User @relation(fields: [userId], references: [id])
}

model Desk {
  id    Int  @id
  floor Int
  room  Int
  user  User @relation(fields: [room], references: [id])
}
