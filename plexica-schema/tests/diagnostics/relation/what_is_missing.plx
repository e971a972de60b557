// The help says all that has to be written: columns, native types, `@ignore`.
datasource db {
  provider = "postgresql"
}

model User {
  id      String   @id @db.Uuid
  posts   Post[]
  profile Profile?
  pairs   Grid[]
  refs    Ref[]
}

model Post {
  id Int @id
}

model Profile {
  id Int @id
}

model Grid {
  id     Int    @id
  userId String
  user   User   @relation(fields: [userId], references: [id])
  cells  Cell[]

  @@unique([id, userId])
  @@index([userId])
}

model Cell {
  x      Int
  y      Int
  marks  Mark[]
  gridId Int?

  @@id([x, y])
}

model Mark {
  id    Int @id
  cellX Int
}

model Ref {
  id     Int   @id
  userId Int?
  user   User? @relation(fields: [userId], references: [id])

  @@index([userId])
}

model Secret {
  id     Int    @id
  cellX  Int
  cellY  Int
  cell   Cell   @relation(fields: [cellX, cellY], references: [x, y])

  @@index([cellX, cellY])
  @@ignore
}
